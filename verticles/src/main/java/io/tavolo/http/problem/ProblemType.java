package io.tavolo.http.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of problem there are. Clients rely on the names: none is ever changed or given another
 * meaning.
 */
public enum ProblemType {
  BAD_REQUEST(
      400,
      "The request is no valid HTTP",
      "The request could not be read as HTTP, or its address is not correctly percent-encoded."),
  INVALID_HEADER(
      400,
      "A header field is invalid",
      "A header field does not have the form its specification asks for. The detail names it."),
  INVALID_PARAMETER(
      400,
      "A query parameter is invalid",
      "A parameter of the query is missing, unknown, given twice, or has a value that cannot be"
          + " used. Each entry of `errors` names one by `parameter`."),
  INVALID_IDEMPOTENCY_KEY(
      400,
      "The Idempotency-Key is invalid",
      "The key is a string of 1 to 255 printable ASCII characters, quoted or not. Without an"
          + " account it must be a UUID, so that nobody can guess it. Make a new one for each"
          + " booking and send the same one when you try again."),
  MALFORMED_JSON(
      400,
      "The body is not JSON",
      "The body must be one JSON object in UTF-8, nested no deeper than 32 levels. The detail says"
          + " where reading stopped."),
  UNAUTHENTICATED(
      401,
      "A token is required",
      "Send the token as `Authorization: Bearer …`: for a reservation its `manage_token`, for a"
          + " hold its `hold_token`, for the restaurant's own routes the staff's token."),
  PAYMENT_DECLINED(
      402,
      "The payment was declined",
      "The deposit could not be taken by this means of payment. The table stays held until"
          + " `expires_at`: send another `payment_token` under a new Idempotency-Key."),
  FORBIDDEN(
      403,
      "The token gives no right to this",
      "The token that was sent is not one for this resource, or these routes are closed because the"
          + " server was started without a staff token."),
  NOT_FOUND(404, "Not found", "There is nothing at this address, or no longer."),
  METHOD_NOT_ALLOWED(
      405,
      "The method is not allowed here",
      "The address exists, but not for this method. The `Allow` field lists those it has."),
  REQUEST_TIMEOUT(
      408,
      "The body took too long",
      "A body must arrive whole within 10 seconds, a batch with `Prefer: respond-async` within 60."
          + " Send the request again on a new connection."),
  SLOT_UNAVAILABLE(
      409,
      "No table at that time",
      "The restaurant cannot take the party then. `reason` says why: `no_table` (all are taken),"
          + " `closed`, `not_a_slot` (no visit starts at that time), `too_soon`, `too_far_ahead`,"
          + " `party_size`, `cancellation_cutoff` (too late to change or cancel), `pacing` (a table"
          + " is free, but the restaurant takes no more guests at that time), `diner_overlap` (the"
          + " diner has another reservation then), `hold_limit` (the diner has as many holds as one"
          + " may have)."
          + " `alternatives` lists the nearest free times of that service date."),
  DEPOSIT_REQUIRED(
      409,
      "A deposit is required",
      "The restaurant asks parties of this size for a deposit. A hold is confirmed by paying it at"
          + " the reservation's `/deposit`. A paid reservation cannot grow beyond its deposit; ask"
          + " the restaurant."),
  NOT_CHANGEABLE(
      409, "The reservation can no longer be changed", "It was cancelled, or is otherwise over."),
  ORPHANED_RESERVATIONS(
      409,
      "Standing reservations would lose their place",
      "The new definition has no place for the listed `reservations`: no table that takes them, no"
          + " visit at their time, or no party of their size. Move or cancel them first, or ask for"
          + " `on_conflict=reassign` (a floor plan, which then moves them to other tables and lists"
          + " only those that find none) or `on_conflict=keep` (a schedule or policies: they stand"
          + " as they are)."),
  RESTAURANT_ID_TAKEN(
      409,
      "The restaurant id cannot be used",
      "The id collides with another restaurant's. Choose a different one."),
  HOLD_EXPIRED(
      410,
      "The hold has run out",
      "The table was kept until `expires_at` and is free again. Book or hold anew."),
  BATCH_INTERRUPTED(
      410,
      "The batch was interrupted",
      "The server that carried it out stopped before its end, and which lines it did is not known."
          + " Send the batch again: what was done is answered by its keys, and nothing is done"
          + " twice."),
  PRECONDITION_FAILED(
      412,
      "The reservation has changed",
      "It no longer has the version named by `If-Match`. Read it again and decide anew."),
  BODY_TOO_LARGE(
      413,
      "The body is too large",
      "A body may have 65,536 bytes, a line of a batch 16,384. A batch with `Prefer: respond-async`"
          + " may have 8,388,608 bytes and 20,000 lines."),
  URI_TOO_LONG(414, "The address is too long", "An address may have 4,096 bytes."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The content type is not supported",
      "Send `Content-Type: application/json` in UTF-8, without a content encoding. A PATCH may also"
          + " be `application/merge-patch+json`."),
  INVALID_BODY(
      422,
      "The body breaks the rules",
      "The body is JSON, but not as this route takes it. `errors` lists every fault with a JSON"
          + " Pointer to its place."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "The Idempotency-Key was used for something else",
      "A key stands for one request. The same key with another address or body is refused."),
  TOO_MANY_REQUESTS(
      429,
      "Too many requests",
      "Wait as many seconds as `Retry-After` says. The `RateLimit` field shows what is left."),
  HEADERS_TOO_LARGE(431, "The header is too large", "The header fields may have 8,192 bytes."),
  INTERNAL_ERROR(
      500,
      "Something went wrong on our side",
      "The fault is ours and is on record under the trace id in `instance`. A request with an"
          + " Idempotency-Key may be sent again."),
  UNAVAILABLE(
      503,
      "Not available at the moment",
      "The server could not answer in time. Send the same request, with the same Idempotency-Key,"
          + " after as many seconds as `Retry-After` says: it happens once at most.");

  private static final Map<String, ProblemType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(ProblemType::slug, Function.identity()));

  private final int status;
  private final String title;
  private final String explanation;
  private final String slug;

  ProblemType(int status, String title, String explanation) {
    this.status = status;
    this.title = title;
    this.explanation = explanation;
    this.slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** One line for people; the same for every problem of the type. */
  public String title() {
    return title;
  }

  /** Some sentences for people; {@code `…`} marks code. */
  public String explanation() {
    return explanation;
  }

  /** The last segment of {@link #uri}. */
  public String slug() {
    return slug;
  }

  /** The type's URI, relative to the API's address; its page is there. */
  public String uri() {
    return "/problems/" + slug;
  }

  /** The type whose {@link #slug} it is. */
  public static @Nullable ProblemType ofSlug(String slug) {
    return BY_NAME.get(slug);
  }
}
