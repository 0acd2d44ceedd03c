/**
 * The peer that keeps nothing: what the HTTP server could do if deciding and storing cost nothing.
 */
@NullMarked
package io.tavolo.bench.peer.echo;

import org.jspecify.annotations.NullMarked;
