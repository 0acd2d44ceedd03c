/** Tests of {@code io.tavolo.http.auth}. */
@NullMarked
package io.tavolo.http.auth;

import org.jspecify.annotations.NullMarked;
