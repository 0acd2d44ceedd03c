/** Tests of the demo city, with the engine's rules behind a router in memory. */
@NullMarked
package io.tavolo.demo;

import org.jspecify.annotations.NullMarked;
