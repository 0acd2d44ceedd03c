package io.tavolo.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.tavolo.cluster.Router;
import io.tavolo.http.exchange.RateLimiter;
import io.tavolo.payments.Payments;
import java.util.function.LongSupplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP side is built on. Shared by all event loops: each of these may be called from any.
 *
 * @param limiter one for the node
 * @param secret signs the tokens of reservations; the same on every node, and for ever
 * @param staffToken what staff must show, or null to close their routes
 * @param randomBits 64 bits at a time that nobody can foresee
 * @param wallClockMs milliseconds since the epoch
 */
public record HttpDependencies(
    Router router,
    Reads reads,
    Availability availability,
    AvailabilityChanges changes,
    Batches batches,
    Payments payments,
    DinerTimes diners,
    RateLimiter limiter,
    SecretKey secret,
    @Nullable String staffToken,
    MeterRegistry meters,
    LongSupplier randomBits,
    LongSupplier wallClockMs) {}
