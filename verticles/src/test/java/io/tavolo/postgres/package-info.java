/**
 * Tests against a real Postgres. {@link io.tavolo.postgres.TestDatabase} gives each class a
 * database of its own; start reading at {@code FenceIT}. {@code PostgresModelIT} holds the
 * simulator's model of Postgres to the real one.
 */
@NullMarked
package io.tavolo.postgres;

import org.jspecify.annotations.NullMarked;
