package io.tavolo.http;

/**
 * Where the API listens and how long it waits.
 *
 * @param port 0 for any free one
 * @param answerMs how long a lane has for its answer, 1..60,000
 */
public record HttpSettings(String host, int port, int answerMs) {}
