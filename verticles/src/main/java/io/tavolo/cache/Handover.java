package io.tavolo.cache;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings an answer back to the context it was asked from. */
final class Handover {
  private Handover() {}

  /** The same result, told on {@code caller}. */
  static <T> Future<T> to(Context caller, Future<T> answer) {
    Promise<T> told = Promise.promise();
    answer.onComplete(
        result -> {
          if (Vertx.currentContext() == caller) {
            told.handle(result);
          } else {
            caller.runOnContext(v -> told.handle(result));
          }
        });
    return told.future();
  }
}
