/** Tests of what a lane has around the machine of the engine. */
@NullMarked
package io.tavolo.lane;

import org.jspecify.annotations.NullMarked;
