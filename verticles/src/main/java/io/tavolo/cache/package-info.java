/**
 * What is free, kept in Redis so that any node answers it. A lane writes the days that are being
 * read; whoever reads looks here first and asks the lane when in doubt.
 *
 * <p>Nothing is ever decided from it. Redis may be away: writes fail at once, and reads go to the
 * lanes. Start at {@link io.tavolo.cache.CachedAvailability}.
 */
@NullMarked
package io.tavolo.cache;

import org.jspecify.annotations.NullMarked;
