@NullMarked
package io.tavolo.engine.reservation;

import org.jspecify.annotations.NullMarked;
