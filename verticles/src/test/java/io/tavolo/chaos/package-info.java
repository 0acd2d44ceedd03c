/**
 * Chaos: three real nodes, real servers, clients that note all they say and hear, and a schedule of
 * faults drawn from a seed. {@code Run} is the story of a run; what is checked afterwards, and how,
 * stands in {@code check}.
 */
@NullMarked
package io.tavolo.chaos;

import org.jspecify.annotations.NullMarked;
