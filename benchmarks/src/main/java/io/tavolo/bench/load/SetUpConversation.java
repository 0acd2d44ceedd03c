package io.tavolo.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates restaurants, one after the other: profile, floor plan, schedule, policies. */
final class SetUpConversation implements Conversation {
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Scene scene;
  private final AtomicInteger nextRestaurant;
  private final String host;
  private final String adminToken;
  private final List<String> faults;
  private final List<String> parts = new ArrayList<>();

  /**
   * Takes restaurants from {@code nextRestaurant} until the scene has no more.
   *
   * @param faults takes what went wrong
   */
  SetUpConversation(
      Scene scene,
      AtomicInteger nextRestaurant,
      String host,
      String adminToken,
      List<String> faults) {
    this.scene = scene;
    this.nextRestaurant = nextRestaurant;
    this.host = host;
    this.adminToken = adminToken;
    this.faults = faults;
  }

  @Override
  public boolean ask(ByteBuf out) {
    if (!faults.isEmpty()) {
      return false;
    }
    if (parts.isEmpty()) {
      int index = nextRestaurant.getAndIncrement();
      if (index >= scene.restaurants()) {
        return false;
      }
      String path = "/v1/restaurants/" + scene.restaurantId(index);
      parts.add(put(path, scene.profile(index)));
      parts.add(put(path + "/floor-plan", scene.floorPlan(index)));
      parts.add(put(path + "/schedule", scene.schedule()));
      parts.add(put(path + "/policies", scene.policies()));
    }
    out.writeCharSequence(parts.remove(0), US_ASCII);
    return true;
  }

  private String put(String path, String body) {
    return "PUT "
        + path
        + " HTTP/1.1\r\nHost: "
        + host
        + "\r\nAuthorization: Bearer "
        + adminToken
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Override
  public void answered(AnswerReader.Answer answer, long dueNanos) {
    if (answer.status() != OK && answer.status() != CREATED) {
      faults.add(answer.status() + ": " + answer.body());
    }
  }

  @Override
  public void broken(String why) {
    faults.add(why);
  }
}
