/** Tests of {@code io.tavolo.http.exchange}. */
@NullMarked
package io.tavolo.http.exchange;

import org.jspecify.annotations.NullMarked;
