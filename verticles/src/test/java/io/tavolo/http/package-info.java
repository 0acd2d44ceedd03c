/**
 * Tests of the API against a real server on a port of its own, with a scripted engine behind it.
 */
@NullMarked
package io.tavolo.http;

import org.jspecify.annotations.NullMarked;
