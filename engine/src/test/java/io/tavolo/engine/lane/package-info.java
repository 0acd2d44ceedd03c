@NullMarked
package io.tavolo.engine.lane;

import org.jspecify.annotations.NullMarked;
