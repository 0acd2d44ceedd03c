/** Tests of {@code io.tavolo.http.json}. */
@NullMarked
package io.tavolo.http.json;

import org.jspecify.annotations.NullMarked;
