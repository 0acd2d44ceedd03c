/**
 * The HTTP side of a node: the routes of the API and the server that carries them.
 *
 * <pre>
 *   request ─▶ HttpServerVerticle ─▶ admitted? ─▶ Routes ─▶ …Routes handler ─▶ body ─▶ Engine ─▶ Router ─▶ lane
 *                                                               │                        │
 *                                                               └────── Exchange ◀── reply or problem
 * </pre>
 *
 * <p>No booking rule lives here: commands go to the lane that owns the restaurant, reads go to
 * {@link io.tavolo.http.Reads} and {@link io.tavolo.http.Availability}. Start at {@link
 * io.tavolo.http.HttpServerVerticle}.
 */
@NullMarked
package io.tavolo.http;

import org.jspecify.annotations.NullMarked;
