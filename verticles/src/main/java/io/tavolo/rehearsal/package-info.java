/**
 * What a node plays before it is ready, so that its first diner does not wait until the JVM has
 * loaded and compiled the way of a booking: bookings over HTTP, of a house that exists in memory
 * only, by the classes that serve the real ones.
 *
 * <p>Nothing here reaches a database, Kafka, Redis or another node. Start at {@link
 * io.tavolo.rehearsal.Rehearsal}.
 */
@NullMarked
package io.tavolo.rehearsal;

import org.jspecify.annotations.NullMarked;
