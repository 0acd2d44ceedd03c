/**
 * The API's own documents, and the page that shows them. They are written by hand and held against
 * the server by tests: {@code asyncapi.yaml} for the events, and for the routes the parts beside
 * {@code openapi/index.yaml}, among the resources.
 *
 * <p>To declare a route, add its path to a part, and the problems it can answer with to its {@code
 * x-problems}. A test then asks for each of them, and shows the server the examples of requests.
 * Start at {@link io.tavolo.http.docs.ApiDocument}.
 */
@NullMarked
package io.tavolo.http.docs;

import org.jspecify.annotations.NullMarked;
