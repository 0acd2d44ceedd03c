/** The command line and the table. */
@NullMarked
package io.tavolo.bench;

import org.jspecify.annotations.NullMarked;
