/** Which part may know which: the architecture as rules over the compiled classes. */
@NullMarked
package io.tavolo;

import org.jspecify.annotations.NullMarked;
