/**
 * The bodies of the API: what each takes, as a value of the engine or close to it, and how each is
 * written. No HTTP here, and no decision.
 */
@NullMarked
package io.tavolo.http.body;

import org.jspecify.annotations.NullMarked;
