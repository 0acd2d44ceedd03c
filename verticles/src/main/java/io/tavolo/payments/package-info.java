/**
 * Deposits: the port to whoever takes the money, and a simulated provider. Knows nothing of
 * reservations, HTTP or the engine. Start at {@link io.tavolo.payments.Payments}.
 */
@NullMarked
package io.tavolo.payments;

import org.jspecify.annotations.NullMarked;
