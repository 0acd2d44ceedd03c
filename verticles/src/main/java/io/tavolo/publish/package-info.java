/**
 * Committed events on their way to Kafka: the topic, its producer, and the form of a record.
 *
 * <p>Records of {@code tavolo.reservations} are CloudEvents 1.0 in binary mode. The key is the
 * restaurant's id, so that a restaurant's events stay in one partition and in order. {@code ce_id}
 * is {@code <shard>-<seq>}: a record may come twice, and whoever drops ids seen before has each
 * event once. The types:
 *
 * <table>
 *   <caption>What happened, and the type that says so</caption>
 *   <tr><th>event</th><th>{@code ce_type}</th></tr>
 *   <tr><td>booked outright</td><td>{@code io.tavolo.reservation.confirmed.v1}</td></tr>
 *   <tr><td>held</td><td>{@code io.tavolo.reservation.held.v1}</td></tr>
 *   <tr><td>a hold confirmed</td><td>{@code io.tavolo.reservation.confirmed.v1}</td></tr>
 *   <tr><td>a hold given back</td><td>{@code io.tavolo.reservation.released.v1}</td></tr>
 *   <tr><td>a hold run out</td><td>{@code io.tavolo.reservation.expired.v1}</td></tr>
 *   <tr><td>moved or corrected</td><td>{@code io.tavolo.reservation.modified.v1}</td></tr>
 *   <tr><td>cancelled</td><td>{@code io.tavolo.reservation.cancelled.v1}</td></tr>
 *   <tr><td>a visit of the past brought in</td><td>{@code io.tavolo.reservation.recorded.v1}</td></tr>
 *   <tr><td>profile stored</td><td>{@code io.tavolo.restaurant.profile_changed.v1}</td></tr>
 *   <tr><td>floor plan stored</td><td>{@code io.tavolo.restaurant.floor_plan_changed.v1}</td></tr>
 *   <tr><td>schedule stored</td><td>{@code io.tavolo.restaurant.schedule_changed.v1}</td></tr>
 *   <tr><td>policies stored</td><td>{@code io.tavolo.restaurant.policies_changed.v1}</td></tr>
 * </table>
 *
 * The header {@code traceparent} names the trace and the span of the request behind the event; what
 * a lane does by itself, as when a hold runs out, has none.
 *
 * <p>No personal data is in a record: the diner is a reference, and notes stay behind. What is sent
 * when is decided in {@link io.tavolo.engine.publish}; here it is carried out. Start at {@link
 * io.tavolo.publish.PublisherVerticle}.
 */
@NullMarked
package io.tavolo.publish;

import org.jspecify.annotations.NullMarked;
