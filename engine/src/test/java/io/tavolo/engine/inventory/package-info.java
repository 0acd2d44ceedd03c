/** The inventory's contract, its naive twin, and the random histories on which both must agree. */
@NullMarked
package io.tavolo.engine.inventory;

import org.jspecify.annotations.NullMarked;
