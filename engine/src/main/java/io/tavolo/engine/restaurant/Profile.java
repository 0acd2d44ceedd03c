package io.tavolo.engine.restaurant;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Who the restaurant is, as diners see it.
 *
 * @param restaurantId chosen by its operator: 1..64 of {@code A-Z a-z 0-9 - _}
 * @param name 1..120 characters
 * @param zone an IANA zone
 * @param cuisine up to 60 characters
 * @param address up to 200 characters
 * @param phone up to 40 characters
 * @param latitude degrees, -90..90, with longitude or not at all
 * @param longitude degrees, -180..180
 */
public record Profile(
    String restaurantId,
    String name,
    ZoneId zone,
    @Nullable String cuisine,
    @Nullable String address,
    @Nullable String phone,
    @Nullable Double latitude,
    @Nullable Double longitude) {}
