/**
 * Whole nodes, as processes: what they say at the start, what they keep over {@code kill -9}, and
 * how they bear it when a server or another node goes away. Start reading at {@code NodeProcess}.
 */
@NullMarked
package io.tavolo.node;

import org.jspecify.annotations.NullMarked;
