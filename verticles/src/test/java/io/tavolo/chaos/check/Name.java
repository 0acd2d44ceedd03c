package io.tavolo.chaos.check;

/** The digest by which the database knows what a client called a command or a reservation. */
public record Name(long high, long low) {}
