/**
 * Everything that speaks SQL: the schema's keepers, the lane's journal, the fence's owners, and the
 * readers. No decision is taken here; what the rows mean is the engine's.
 *
 * <p>Start reading at {@link io.tavolo.postgres.BatchSql}, the one statement that all bookings go
 * through, then {@link io.tavolo.postgres.PgJournal}, which sends it, and {@link
 * io.tavolo.postgres.ShardSql}, which says who may.
 */
@NullMarked
package io.tavolo.postgres;

import org.jspecify.annotations.NullMarked;
