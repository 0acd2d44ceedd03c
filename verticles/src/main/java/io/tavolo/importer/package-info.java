/**
 * Brings restaurants and reservations from CSV files into a running Tavolo, through its HTTP API
 * and nothing else: what another program could not do, this one does not either.
 *
 * <pre>
 *   FILE… ─▶ CsvFile ─▶ ReservationRow ─▶ BatchClient ─▶ POST /v1/batches
 *               │          │ a fault          │ a refusal
 *               │          └────── Report ◀───┘
 *               └─▶ RestaurantRow ─▶ Restaurants ─▶ PUT /v1/restaurants/…
 * </pre>
 *
 * <p>A program of its own, started by {@code ./scripts/import}; no part of a node. Start at {@link
 * io.tavolo.importer.Import}.
 */
@NullMarked
package io.tavolo.importer;

import org.jspecify.annotations.NullMarked;
