package io.tavolo.engine.restaurant;

import org.jspecify.annotations.Nullable;

/**
 * Limits of a shift and an area. For the house and for each area by itself, the rule of the shift
 * holds, or else the one without a shift; the house's and the area's hold both.
 *
 * @param shiftId null for every shift that has no rule of its own
 * @param areaId null for the whole house
 */
public record Pacing(@Nullable String shiftId, @Nullable String areaId, Limits limits) {}
