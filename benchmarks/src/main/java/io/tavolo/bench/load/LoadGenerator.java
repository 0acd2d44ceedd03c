package io.tavolo.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Drives a server on loopback from one event loop, in a closed loop: each connection sends its next
 * request when it has its answer. Its methods block, and are called from one thread.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int CONNECT_MS = 5_000;
  private static final int SET_UP_CONNECTIONS = 32;
  private static final Duration LAST_ANSWER = Duration.ofSeconds(30);

  private final EventLoopGroup loop;
  private final boolean epoll = Epoll.isAvailable();

  public LoadGenerator() {
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    loop = new MultiThreadIoEventLoopGroup(1, io);
  }

  /**
   * A server on loopback.
   *
   * @param adminToken opens the routes that create restaurants
   */
  public record Target(int port, String adminToken) {
    String host() {
      return "127.0.0.1:" + port;
    }
  }

  /**
   * Creates the scene's restaurants.
   *
   * @throws IOException when the server refuses one
   */
  public void setUp(Target target, Scene scene, Duration patience) throws IOException {
    AtomicInteger next = new AtomicInteger();
    List<String> faults = new ArrayList<>();
    List<Conversation> conversations = new ArrayList<>();
    for (int i = 0; i < Math.min(SET_UP_CONNECTIONS, scene.restaurants()); i++) {
      conversations.add(
          new SetUpConversation(scene, next, target.host(), target.adminToken(), faults));
    }
    boolean ended = talk(target, conversations, patience);
    if (!ended || !faults.isEmpty()) {
      throw new IOException(
          "the restaurants could not be created: "
              + (faults.isEmpty() ? "not within " + patience.toSeconds() + " s" : faults.get(0)));
    }
  }

  /**
   * Lets every diner book until it has its share.
   *
   * @throws IOException when an answer is neither a reservation nor a refusal
   */
  public void fill(Target target, List<Diner> diners, Duration patience) throws IOException {
    long now = System.nanoTime();
    Tally tally = new Tally(now, now + patience.toNanos());
    boolean ended = talk(target, conversations(target, diners, true, tally), patience);
    Figures figures = tally.figures(0);
    if (!ended || figures.errors() > 0 || !diners.stream().allMatch(Diner::hasItsShare)) {
      throw new IOException(
          "the tables could not be filled: "
              + (figures.errors() > 0
                  ? figures.firstErrors().get(0)
                  : "not within " + patience.toSeconds() + " s"));
    }
  }

  /** Lets every diner book and cancel on a connection of its own; counts after the warm-up. */
  public Figures run(Target target, List<Diner> diners, Duration warmUp, Duration measured) {
    long from = System.nanoTime() + warmUp.toNanos();
    Tally tally = new Tally(from, from + measured.toNanos());
    Duration whole = warmUp.plus(measured);
    long cpuBefore = cpuNanos();
    boolean ended = talk(target, conversations(target, diners, false, tally), whole);
    double cores = (cpuNanos() - cpuBefore) / (double) whole.toNanos();
    if (!ended) {
      tally.error("no answer within " + LAST_ANSWER.toSeconds() + " s");
    }
    return tally.figures(cores);
  }

  private static List<Conversation> conversations(
      Target target, List<Diner> diners, boolean filling, Tally tally) {
    List<Conversation> conversations = new ArrayList<>();
    for (Diner diner : diners) {
      conversations.add(new DinerConversation(diner, filling, tally, target.host()));
    }
    return conversations;
  }

  /** Whether all conversations came to their end in time, and a little longer. */
  private boolean talk(Target target, List<Conversation> conversations, Duration expected) {
    List<Future<Void>> ends = new ArrayList<>();
    List<Channel> channels = new ArrayList<>();
    for (Conversation conversation : conversations) {
      Promise<Void> ended = Promise.promise();
      ends.add(ended.future());
      channels.add(connect(target, conversation, ended));
    }
    try {
      Future.join(ends)
          .toCompletionStage()
          .toCompletableFuture()
          .get(expected.plus(LAST_ANSWER).toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      channels.forEach(channel -> channel.close().syncUninterruptibly());
    }
  }

  private Channel connect(Target target, Conversation conversation, Promise<Void> ended) {
    var connecting =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpLine(conversation, ended));
                  }
                })
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            conversation.broken("cannot connect: " + done.cause());
            ended.complete();
          }
        });
    return connecting.channel();
  }

  /** Processor time that the event loop has used so far. */
  private long cpuNanos() {
    try {
      long thread = loop.submit(() -> Thread.currentThread().getId()).get();
      return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
