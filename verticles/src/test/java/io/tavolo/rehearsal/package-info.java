/** Tests of the rehearsal. */
@NullMarked
package io.tavolo.rehearsal;

import org.jspecify.annotations.NullMarked;
