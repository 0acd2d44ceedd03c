/**
 * One node of Tavolo as a process: its settings, the servers it needs, and the order in which
 * everything starts and stops.
 *
 * <p>No booking logic lives here, and no server's own code: servers that a node can start by itself
 * are found through {@link io.tavolo.node.ServerProvider}. Start reading at {@code Main}, which
 * hands over to {@code Node}.
 */
@NullMarked
package io.tavolo.node;

import org.jspecify.annotations.NullMarked;
