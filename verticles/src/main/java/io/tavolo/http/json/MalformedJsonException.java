package io.tavolo.http.json;

/** The bytes are no JSON. The message says where and is fit for the client; there is no stack. */
public final class MalformedJsonException extends Exception {
  MalformedJsonException(String message) {
    super(message, null, false, false);
  }
}
