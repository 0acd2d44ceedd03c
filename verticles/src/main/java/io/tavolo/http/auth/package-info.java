/**
 * Who asks, what they may do, and the names of their commands: tokens, idempotency keys, external
 * ids. The only place of this side that hashes or signs.
 */
@NullMarked
package io.tavolo.http.auth;

import org.jspecify.annotations.NullMarked;
