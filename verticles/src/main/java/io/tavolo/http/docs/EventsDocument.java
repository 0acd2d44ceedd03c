package io.tavolo.http.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The AsyncAPI document: the topics and the records in them. */
public final class EventsDocument {
  private EventsDocument() {}

  /** The whole document. Reads a resource: not for an event loop. */
  public static ObjectNode read() {
    return Yaml.read("asyncapi.yaml");
  }
}
