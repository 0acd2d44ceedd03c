/**
 * What single steps cost, in time and bytes, by JMH; {@code ./scripts/bench jmh} runs them.
 *
 * <p>A booking's way in order: {@code Json}, {@code Codec} and {@code Hop} are how it comes to its
 * lane, {@code Decide}, {@code Evolve} and {@code Lane} what happens there, {@code Journal} how it
 * is stored. {@code Availability} and {@code Recovery} are beside it. {@code House} is what they
 * are measured on. Only {@code Hop} and {@code Journal} have threads and I/O, the latter a Postgres
 * of its own.
 */
@NullMarked
package io.tavolo.bench.jmh;

import org.jspecify.annotations.NullMarked;
