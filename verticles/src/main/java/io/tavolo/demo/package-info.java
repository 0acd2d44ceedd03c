/**
 * A city to book in: restaurants that look like real ones and a month of reservations in the shape
 * of real demand, made from a seed and loaded through the router like everybody's commands.
 *
 * <p>No rule of booking lives here, and nothing that only the demo could do. Start at {@link
 * io.tavolo.demo.CityLoading}; what the city looks like is in {@link io.tavolo.demo.City}, how full
 * it is in {@link io.tavolo.demo.Book}.
 */
@NullMarked
package io.tavolo.demo;

import org.jspecify.annotations.NullMarked;
