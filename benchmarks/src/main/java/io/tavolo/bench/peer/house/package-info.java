/**
 * What the peers have in common: the restaurants as the engine's rules see them, and the answers.
 * Nothing here knows how a peer keeps its reservations. Start at {@link
 * io.tavolo.bench.peer.house.PeerRouter}.
 */
@NullMarked
package io.tavolo.bench.peer.house;

import org.jspecify.annotations.NullMarked;
