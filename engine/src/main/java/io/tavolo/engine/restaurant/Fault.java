package io.tavolo.engine.restaurant;

/**
 * One thing wrong with a definition.
 *
 * @param pointer where, as a JSON Pointer into the document as the API shows it
 * @param detail what came and what was expected
 */
public record Fault(String pointer, String detail) {}
