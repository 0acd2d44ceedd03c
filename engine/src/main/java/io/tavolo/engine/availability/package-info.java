/** What diners may be offered, from the same rules that booking obeys. */
@NullMarked
package io.tavolo.engine.availability;

import org.jspecify.annotations.NullMarked;
