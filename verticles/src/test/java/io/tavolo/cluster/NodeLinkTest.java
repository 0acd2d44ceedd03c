package io.tavolo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tavolo.engine.form.Formats;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.ownership.Lease;
import io.tavolo.engine.wire.ReplyCodec;
import io.tavolo.engine.wire.RequestCodec;
import io.tavolo.postgres.Database;
import io.tavolo.postgres.PgFormats;
import io.tavolo.postgres.PgShards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests between nodes of several formats, at a node that owns nothing. */
class NodeLinkTest {
  private static final int UNREADABLE = 400;
  private static final Request DAY = new Request.ReadDay("anna", 7, 20_777, true);
  private static final String HERE = "tavolo.node.here";
  private static final String THERE = "tavolo.node.there";

  private final Vertx vertx = Vertx.vertx();
  private NodeLink link;

  @BeforeEach
  void listen() throws Exception {
    // Never asked: nothing that is tested here comes to the database.
    Database nowhere = Database.at("postgresql://nobody:none@127.0.0.1:1/none");
    Pool pool = nowhere.pool(vertx, "test", 1, 1_000);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    OwnershipVerticle ownership =
        new OwnershipVerticle(
            "here", 1, new PgShards(pool), new Lease(1_000), shard -> "there", registry);
    FormatGate gate = new FormatGate(Formats.HERE, new PgFormats(pool), registry);
    link = new NodeLink("here", vertx.eventBus(), ownership, gate);
    await(link.listen(HERE, address -> null));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Future<Buffer> send(byte[] request, DeliveryOptions headers) {
    return vertx
        .eventBus()
        .<Buffer>request(HERE, Buffer.buffer(request), headers)
        .map(answer -> answer.body());
  }

  private static DeliveryOptions from(String sender) {
    return new DeliveryOptions()
        .addHeader("sender", sender)
        .addHeader("number", "0")
        .addHeader("shard", "0");
  }

  @Test
  void shouldAnswerInTheFormatOfTheRequest() throws Exception {
    Buffer answer = await(send(RequestCodec.encode(DAY, 1_000), from("untold")));
    assertThat(answer.getByte(0)).isEqualTo((byte) Formats.HERE.newest());
    assertThat(ReplyCodec.decode(answer.getBytes())).isEqualTo(new Reply.NotOwner());
  }

  @Test
  void shouldRefuseUnreadAFormatThatItDoesNotKnowAndSayWhich() {
    byte[] next = RequestCodec.encode(DAY, 1_000);
    next[0] = (byte) (Formats.HERE.newest() + 1);
    assertThatThrownBy(() -> await(send(next, from("newer"))))
        .isInstanceOfSatisfying(
            ReplyException.class,
            refusal -> {
              assertThat(NodeLink.isRefusedUnread(refusal)).isTrue();
              assertThat(refusal.failureCode()).isEqualTo(UNREADABLE);
              assertThat(refusal).hasMessage("version at octet 1: 3 (expected: 2)");
            });
  }

  @Test
  void shouldTellARefusalUnreadFromEveryOtherFailure() throws Exception {
    await(
        vertx
            .eventBus()
            .<Buffer>consumer(
                THERE, message -> message.fail(message.body().length() > 0 ? 400 : 500, "no"))
            .completion());
    assertThatThrownBy(() -> await(link.ask(THERE, 0, DAY, 1_000, 1_000)))
        .satisfies(e -> assertThat(NodeLink.isRefusedUnread(e)).isTrue());
    assertThatThrownBy(() -> await(link.ask("nobody", 0, DAY, 1_000, 1_000)))
        .satisfies(e -> assertThat(NodeLink.isRefusedUnread(e)).isFalse());
    assertThat(NodeLink.isRefusedUnread(new IllegalArgumentException("version"))).isFalse();
  }

  @Test
  void shouldWriteTheOldestBeforeTheGateIsOpen() throws Exception {
    AtomicReference<Byte> format = new AtomicReference<>();
    await(
        vertx
            .eventBus()
            .<Buffer>consumer(
                THERE,
                message -> {
                  format.set(message.body().getByte(0));
                  message.reply(Buffer.buffer(ReplyCodec.encode(new Reply.NotOwner())));
                })
            .completion());
    assertThat(await(link.ask(THERE, 0, DAY, 1_000, 1_000))).isEqualTo(new Reply.NotOwner());
    assertThat(format.get()).isEqualTo((byte) Formats.HERE.oldest());
  }
}
