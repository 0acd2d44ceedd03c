/**
 * Reading and writing JSON: the one way every body goes in and out. Knows no restaurant and no
 * HTTP. Start at {@link io.tavolo.http.json.JsonIn}.
 */
@NullMarked
package io.tavolo.http.json;

import org.jspecify.annotations.NullMarked;
