/**
 * How fast Tavolo is, measured beside its peers on the same machine.
 *
 * <p>{@link io.tavolo.bench.Compare} starts the servers, drives each in turn with {@link
 * io.tavolo.bench.load}, and prints the table. Nothing of the product may depend on what lives
 * here.
 */
@NullMarked
package io.tavolo.bench;

import org.jspecify.annotations.NullMarked;
