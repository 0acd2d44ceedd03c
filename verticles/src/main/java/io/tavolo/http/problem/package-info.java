/**
 * What went wrong, as RFC 9457 tells it, and the page that explains each type. Every error answer
 * of the API is a {@link io.tavolo.http.problem.Problem}; nothing here decides which.
 */
@NullMarked
package io.tavolo.http.problem;

import org.jspecify.annotations.NullMarked;
