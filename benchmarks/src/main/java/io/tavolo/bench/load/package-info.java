/**
 * The load generator: diners who book and cancel over HTTP, one request at a time each, in a closed
 * loop or an open one.
 *
 * <p>Start at {@link io.tavolo.bench.load.LoadGenerator}. {@link io.tavolo.bench.load.Scene} has
 * the profiles, {@link io.tavolo.bench.load.Diner} decides what to ask for, {@link
 * io.tavolo.bench.load.DinerConversation} spells it and counts the answer, {@link
 * io.tavolo.bench.load.HttpLine} carries it, {@link io.tavolo.bench.load.Pace} says when. It shares
 * the machine with what it measures: what runs once a request allocates little and makes no more
 * than the two system calls it needs.
 */
@NullMarked
package io.tavolo.bench.load;

import org.jspecify.annotations.NullMarked;
