/**
 * What single steps of the engine cost, in nanoseconds and bytes, by JMH; {@code ./scripts/bench
 * jmh} runs them.
 *
 * <p>No I/O and no threads of ours here. {@code House} is what all of them are measured on.
 */
@NullMarked
package io.tavolo.bench.jmh;

import org.jspecify.annotations.NullMarked;
