package io.tavolo.engine.restaurant;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Other limits for a time. What it leaves out stays as the rule has it.
 *
 * @param date service date
 * @param from the first slot it holds for, in wall-clock minutes after midnight of the service
 *     date, 0..2159
 * @param until the slots before this one, from+1..2160
 * @param areaId null for the limits of the whole house
 */
public record PacingOverride(
    LocalDate date, int from, int until, @Nullable String areaId, Limits limits) {}
