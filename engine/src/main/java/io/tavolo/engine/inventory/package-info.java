/**
 * Table occupancy as bitmaps over ticks, and the order in which tables are given. Knows neither
 * diners nor reservations. Start at {@link io.tavolo.engine.inventory.Inventory}.
 */
@NullMarked
package io.tavolo.engine.inventory;

import org.jspecify.annotations.NullMarked;
