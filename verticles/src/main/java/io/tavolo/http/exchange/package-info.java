/**
 * One request and its answer, and what holds for every route: which handler, how much, how fast,
 * under which trace. Knows no restaurant. Start at {@link io.tavolo.http.exchange.Exchange}.
 */
@NullMarked
package io.tavolo.http.exchange;

import org.jspecify.annotations.NullMarked;
