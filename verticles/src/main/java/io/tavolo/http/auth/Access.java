package io.tavolo.http.auth;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Judges bearer tokens. A reservation's token is the base64url of HMAC-SHA256(secret, its id), so
 * none is stored. All comparisons take the same time for every token of the same length. One
 * thread, since the {@link Mac} is kept.
 */
public final class Access {
  private static final String CHALLENGE = "Bearer realm=\"tavolo\"";
  private static final String SCHEME = "bearer ";

  /** What is signed for a diner begins so: no id of a reservation does. */
  private static final String DINER = "diner:";

  private final Mac mac;
  private final byte @Nullable [] staffToken;

  /**
   * Takes the secret of all nodes.
   *
   * @param staffToken what staff must show; without it the staff's routes are closed
   */
  public Access(SecretKey secret, @Nullable String staffToken) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the secret is no key for HMAC-SHA256", e);
    }
    this.staffToken = staffToken == null ? null : staffToken.getBytes(StandardCharsets.UTF_8);
  }

  /** What lets its holder read, change and cancel the reservation. */
  public String tokenOf(ReservationId id) {
    byte[] signed = mac.doFinal(id.toString().getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /**
   * Who the diner is: the same number for the same e-mail address or, without one, the same
   * telephone number; 0 when neither is known. Stored: how it is made never changes.
   */
  public long dinerKey(@Nullable String email, @Nullable String phone) {
    String known =
        email != null
            ? email.strip().toLowerCase(Locale.ROOT)
            : phone == null ? "" : phone.replaceAll("\\D", "");
    if (known.isEmpty()) {
      return 0;
    }
    byte[] signed = mac.doFinal((DINER + known).getBytes(StandardCharsets.UTF_8));
    long key = ByteBuffer.wrap(signed).getLong();
    return key == 0 ? 1 : key;
  }

  /** On routes that need no token: who without one is a guest; one that is sent must be right. */
  public Caller caller(@Nullable String authorization) {
    if (authorization == null) {
      return Caller.GUEST;
    }
    if (isStaff(bearer(authorization))) {
      return Caller.STAFF;
    }
    throw forbidden("the token is not known");
  }

  /** On routes of one reservation or hold. */
  public Caller holder(@Nullable String authorization, ReservationId id) {
    String token = bearer(authorization);
    if (same(token, tokenOf(id).getBytes(StandardCharsets.US_ASCII))) {
      return Caller.GUEST;
    }
    if (isStaff(token)) {
      return Caller.STAFF;
    }
    throw forbidden("the token is not one for this reservation");
  }

  /** On the staff's routes. */
  public void requireStaff(@Nullable String authorization) {
    if (staffToken == null) {
      throw forbidden("these routes are closed: the server was started without a staff token");
    }
    if (!isStaff(bearer(authorization))) {
      throw forbidden("the token is not the staff's");
    }
  }

  private boolean isStaff(String token) {
    return staffToken != null && same(token, staffToken);
  }

  private static boolean same(String token, byte[] expected) {
    return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), expected);
  }

  private static String bearer(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Problem.of(ProblemType.UNAUTHENTICATED, "Authorization: Bearer is required")
          .with("WWW-Authenticate", CHALLENGE)
          .asException();
    }
    return authorization.substring(SCHEME.length()).strip();
  }

  private static RuntimeException forbidden(String detail) {
    return Problem.of(ProblemType.FORBIDDEN, detail).asException();
  }
}
