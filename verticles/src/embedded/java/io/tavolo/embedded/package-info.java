/**
 * Real servers started in or beside this JVM, for {@code ./scripts/run} and the tests: Postgres and
 * Redis as child processes, Kafka within the JVM. All of them listen on loopback unless told
 * otherwise, and none outlives the JVM, {@code kill -9} included.
 *
 * <p>Nothing of the product may depend on this package, which the production artifact lacks. Start
 * reading at {@link io.tavolo.embedded.LocalPostgres}; what keeps a child from being orphaned is in
 * {@link io.tavolo.embedded.ChildProcess}.
 */
@NullMarked
package io.tavolo.embedded;

import org.jspecify.annotations.NullMarked;
