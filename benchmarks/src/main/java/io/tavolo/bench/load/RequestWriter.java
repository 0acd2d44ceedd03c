package io.tavolo.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Spells wishes as HTTP/1.1 requests, copying what is the same in all of them. Any thread. */
final class RequestWriter {
  private static final int NAME_DIGITS = 8;
  private static final byte[] POST = bytes("POST /v1/restaurants/");
  private static final byte[] DELETE = bytes("DELETE /v1/reservations/");
  private static final byte[] GET = bytes("GET /v1/restaurants/");
  private static final byte[] LENGTH = bytes("\"\r\nContent-Length: ");
  private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
  private static final byte[] PARTY_SIZE = bytes("{\"party_size\":");
  private static final byte[] START = bytes(",\"start\":\"");
  private static final byte[] NAME = bytes("\",\"diner\":{\"name\":\"Diner ");
  private static final byte[] CONTACT =
      bytes("\",\"email\":\"diner@example.com\",\"phone\":\"+39 06 123 4567\"}}");
  private static final byte[] DATE = bytes("/availability?date=");
  private static final byte[] FOR = bytes("&party_size=");
  private static final int FIXED_BODY_BYTES =
      PARTY_SIZE.length + START.length + NAME.length + NAME_DIGITS + CONTACT.length;

  private final byte[] reservationHead;
  private final byte[] authorization;
  private final byte[] end;

  /** For a server that is called {@code host} in the {@code Host} field. */
  RequestWriter(String host) {
    String field = " HTTP/1.1\r\nHost: " + host;
    reservationHead =
        bytes(
            "/reservations" + field + "\r\nContent-Type: application/json\r\nIdempotency-Key: \"");
    authorization = bytes(field + "\r\nAuthorization: Bearer ");
    end = bytes(field + "\r\n\r\n");
  }

  /**
   * A booking.
   *
   * @param key of it, at least 8 characters, the first of which also name the diner
   */
  void book(Diner.Wish.Book wish, String key, ByteBuf out) {
    String party = Integer.toString(wish.partySize());
    int length = FIXED_BODY_BYTES + party.length() + wish.start().length();
    out.writeBytes(POST);
    ascii(out, wish.restaurantId());
    out.writeBytes(reservationHead);
    ascii(out, key);
    out.writeBytes(LENGTH);
    ascii(out, Integer.toString(length));
    out.writeBytes(END_OF_HEAD);
    out.writeBytes(PARTY_SIZE);
    ascii(out, party);
    out.writeBytes(START);
    ascii(out, wish.start());
    out.writeBytes(NAME);
    ascii(out, key.substring(0, NAME_DIGITS));
    out.writeBytes(CONTACT);
  }

  /** A cancellation. */
  void cancel(Diner.Wish.Cancel wish, ByteBuf out) {
    out.writeBytes(DELETE);
    ascii(out, wish.reservation().id());
    out.writeBytes(authorization);
    ascii(out, wish.reservation().token());
    out.writeBytes(END_OF_HEAD);
  }

  /** A look at what is free on a day. */
  void look(Diner.Wish.Look wish, ByteBuf out) {
    out.writeBytes(GET);
    ascii(out, wish.restaurantId());
    out.writeBytes(DATE);
    ascii(out, wish.date());
    out.writeBytes(FOR);
    ascii(out, Integer.toString(wish.partySize()));
    out.writeBytes(end);
  }

  private static void ascii(ByteBuf out, String text) {
    ByteBufUtil.writeAscii(out, text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
