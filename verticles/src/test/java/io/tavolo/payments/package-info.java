/** The simulated provider, held to what the port promises. */
@NullMarked
package io.tavolo.payments;

import org.jspecify.annotations.NullMarked;
