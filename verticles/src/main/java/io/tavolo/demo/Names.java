package io.tavolo.demo;

import io.tavolo.engine.id.Hash;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.ExternalId;

/**
 * What the demo's commands and reservations are called, the same at every start: who loads the city
 * again books nothing again. The names are stored, so they never change.
 */
final class Names {
  private Names() {}

  static String visit(House house, Visit visit) {
    return house.id() + '/' + visit.serviceDay() + '/' + visit.number();
  }

  /** The name of the last reservation that is made when a city of so many houses is loaded. */
  static String seal(int houses) {
    return "whole/" + houses;
  }

  /** The key of the command of that name. */
  static CommandKey key(String name) {
    return new CommandKey(Hash.of("demo-key/" + name), Hash.of(name + "/demo-key"), 0, true);
  }

  static ExternalId external(String name) {
    return new ExternalId(Hash.of("demo/" + name), Hash.of(name + "/demo"));
  }
}
