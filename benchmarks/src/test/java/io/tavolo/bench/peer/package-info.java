/** The peers against real Postgres: they must be right before their speed means anything. */
@NullMarked
package io.tavolo.bench.peer;

import org.jspecify.annotations.NullMarked;
