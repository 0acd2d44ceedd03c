/**
 * The API's own document, and the page that shows it. The document is written by hand, in parts
 * that lie beside {@code openapi/index.yaml} among the resources, and held against the server by
 * tests. To declare a route, add its path to a part and its problems to {@code x-problems} there.
 * Start at {@link io.tavolo.http.docs.ApiDocument}.
 */
@NullMarked
package io.tavolo.http.docs;

import org.jspecify.annotations.NullMarked;
