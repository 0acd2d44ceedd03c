/** The servers a node starts by itself: that they are real, durable, and do not outlive it. */
@NullMarked
package io.tavolo.embedded;

import org.jspecify.annotations.NullMarked;
