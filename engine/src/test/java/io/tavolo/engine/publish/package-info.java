/**
 * A small world around {@link io.tavolo.engine.publish.Publishing}: a journal, a Kafka that comes
 * and goes, and what must hold whatever happens.
 */
@NullMarked
package io.tavolo.engine.publish;

import org.jspecify.annotations.NullMarked;
