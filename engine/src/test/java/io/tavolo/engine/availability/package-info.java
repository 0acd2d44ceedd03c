/** Snapshots of a day, held against the inventory they were taken from. */
@NullMarked
package io.tavolo.engine.availability;

import org.jspecify.annotations.NullMarked;
