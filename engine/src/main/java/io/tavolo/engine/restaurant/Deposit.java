package io.tavolo.engine.restaurant;

/**
 * What a diner pays ahead. The table is held until it is paid.
 *
 * @param minParty the smallest party that pays, 1..100
 * @param minorPerCover in the currency's smallest unit, for each cover, 1..1000000
 * @param currency three capital letters, ISO 4217
 */
public record Deposit(int minParty, int minorPerCover, String currency) {}
