package io.tavolo.engine.restaurant;

import java.time.LocalDate;

/** No service on these service dates, the last one included. */
public record Closure(LocalDate from, LocalDate until) {}
