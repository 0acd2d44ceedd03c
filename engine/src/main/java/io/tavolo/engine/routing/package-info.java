/**
 * How a request finds the one lane that may decide, on whatever node that is: who asks, who is
 * asked, and what may be under way. Pure; what is sent, waited for and submitted are effects. Which
 * node owns a shard is not decided here. Start at {@link io.tavolo.engine.routing.Asking}; whether
 * the nodes hear each other at all is the business of {@link io.tavolo.engine.routing.Hearing}.
 */
@NullMarked
package io.tavolo.engine.routing;

import org.jspecify.annotations.NullMarked;
