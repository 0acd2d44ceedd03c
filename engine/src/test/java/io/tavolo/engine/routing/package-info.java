/** The protocol between nodes, driven step by step and in random order. */
@NullMarked
package io.tavolo.engine.routing;

import org.jspecify.annotations.NullMarked;
