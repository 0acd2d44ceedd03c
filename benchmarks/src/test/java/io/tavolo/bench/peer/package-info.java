/** The peer against real Postgres: it must be right before its speed means anything. */
@NullMarked
package io.tavolo.bench.peer;

import org.jspecify.annotations.NullMarked;
