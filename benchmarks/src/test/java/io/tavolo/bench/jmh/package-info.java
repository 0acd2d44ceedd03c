/** That what the micro-benchmarks measure is what they say. */
@NullMarked
package io.tavolo.bench.jmh;

import org.jspecify.annotations.NullMarked;
