package io.tavolo.http;

import io.tavolo.http.auth.Access;
import io.tavolo.http.auth.CommandNames;

/** What the routes of one event loop share; parts of it are bound to its thread. */
record PerLoop(
    HttpDependencies node, Access access, CommandNames names, Engine engine, Reads reads) {
  static PerLoop of(HttpDependencies node, HttpSettings settings) {
    return new PerLoop(
        node,
        new Access(node.secret(), node.staffToken()),
        new CommandNames(node.randomBits()),
        new Engine(
            node.router(), new BookingMeters(node.meters()), node.diners(), settings.answerMs()),
        new GuardedReads(node.reads()));
  }
}
