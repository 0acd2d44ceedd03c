/**
 * A model of Postgres: the meaning of our statements under READ COMMITTED, with the locks they take
 * and the waits they sit out. Only what our statements touch is modelled, and no time but the clock
 * that is handed in. {@code PostgresModelIT} holds it to the real server, step by step. Start at
 * {@link io.tavolo.engine.simulation.postgres.Postgres}; a statement's meaning is in the class that
 * executes it, such as {@code Writing} and {@code Taking}.
 */
@NullMarked
package io.tavolo.engine.simulation.postgres;

import org.jspecify.annotations.NullMarked;
