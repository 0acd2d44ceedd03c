/**
 * What every suite of the engine shares: {@link io.tavolo.engine.RandomHistories} gives seeds and
 * budgets; {@link io.tavolo.engine.ArchitectureTest} holds what the engine may know.
 */
@NullMarked
package io.tavolo.engine;

import org.jspecify.annotations.NullMarked;
