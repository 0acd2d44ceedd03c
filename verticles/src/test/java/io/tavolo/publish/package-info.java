/** The publisher against a real Kafka that is stopped and started, and a journal in memory. */
@NullMarked
package io.tavolo.publish;

import org.jspecify.annotations.NullMarked;
