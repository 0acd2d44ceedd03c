package io.tavolo.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Drives a server on loopback from one event loop: in a closed loop, where each connection sends
 * its next request when it has its answer, or in an open one, where requests are due at moments of
 * their own. Its methods block, and are called from one thread.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int CONNECT_MS = 5_000;
  private static final int SET_UP_CONNECTIONS = 32;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LAST_ANSWER = Duration.ofSeconds(30);

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final ProgressLine progress;

  /** A generator that says nothing while it runs. */
  public LoadGenerator() {
    this(ProgressLine.silent());
  }

  /** A generator that says how each run goes. */
  public LoadGenerator(ProgressLine progress) {
    this.progress = progress;
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(1, io);
    loop = group.next();
    bootstrap =
        new Bootstrap()
            .group(group)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS);
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
    boolean ended = talk(target, conversations, Pace.AT_ONCE, patience);
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
    Tally tally = Tally.closed(Duration.ZERO, patience);
    boolean ended =
        talk(target, conversations(target, diners, true, tally), Pace.until(tally), patience);
    Figures figures = tally.figures(Duration.ZERO);
    if (!ended || figures.errors() > 0 || !diners.stream().allMatch(Diner::hasItsShare)) {
      throw new IOException(
          "the tables could not be filled: "
              + (figures.errors() > 0
                  ? figures.firstErrors().get(0)
                  : "not within " + patience.toSeconds() + " s"));
    }
  }

  private boolean talk(
      Target target, List<Conversation> conversations, Pace pace, Duration patience) {
    try (Talk talk = new Talk(bootstrap, target.port(), conversations, pace)) {
      return talk.awaitEnd(patience.plus(LAST_ANSWER));
    }
  }

  /**
   * A closed loop: every diner books and cancels on a connection of its own, as fast as it is
   * answered. Counts what is answered after the warm-up.
   */
  public Figures run(Target target, List<Diner> diners, Duration warmUp, Duration measured) {
    Tally tally = Tally.closed(warmUp, measured);
    List<Conversation> conversations = conversations(target, diners, false, tally);
    try (Talk talk = new Talk(bootstrap, target.port(), conversations, Pace.until(tally))) {
      return watch(talk, tally, warmUp, measured, () -> {});
    }
  }

  /**
   * An open loop: requests are due when {@code arrivals} says, each goes to whichever diner's
   * connection is free, and its latency counts from when it was due. Counts what is due after the
   * warm-up.
   */
  public Figures runOpen(
      Target target, List<Diner> diners, Arrivals arrivals, Duration warmUp, Duration measured) {
    Tally tally = Tally.open(warmUp, measured, arrivals.shedding());
    OpenLoop open = new OpenLoop(loop, arrivals, tally);
    List<Conversation> conversations = conversations(target, diners, false, tally);
    try (Talk talk = new Talk(bootstrap, target.port(), conversations, open)) {
      talk.awaitConnections();
      onLoop(Executors.callable(open::start));
      return watch(talk, tally, warmUp, measured.plus(arrivals.patience()), open::stop);
    }
  }

  private static List<Conversation> conversations(
      Target target, List<Diner> diners, boolean filling, Tally tally) {
    RequestWriter requests = new RequestWriter(target.host());
    List<Conversation> conversations = new ArrayList<>();
    for (Diner diner : diners) {
      conversations.add(new DinerConversation(diner, filling, tally, requests));
    }
    return conversations;
  }

  private Figures watch(
      Talk talk, Tally tally, Duration warmUp, Duration afterwards, Runnable atTheEnd) {
    ScheduledFuture<Long> cpuBefore =
        loop.schedule(LoadGenerator::cpuNanos, warmUp.toNanos(), TimeUnit.NANOSECONDS);
    boolean ended = awaitEnd(talk, tally, warmUp.plus(afterwards).plus(LAST_ANSWER));
    return onLoop(
        () -> {
          atTheEnd.run();
          if (!ended) {
            tally.error("no answer within " + LAST_ANSWER.toSeconds() + " s");
          }
          Long before = cpuBefore.getNow();
          cpuBefore.cancel(false);
          return tally.figures(Duration.ofNanos(before == null ? 0 : cpuNanos() - before));
        });
  }

  private boolean awaitEnd(Talk talk, Tally tally, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean ended = talk.awaitEnd(SECOND);
    while (!ended && System.nanoTime() - deadline < 0) {
      progress.show(onLoop(tally::progress));
      ended = talk.awaitEnd(SECOND);
    }
    progress.end();
    return ended;
  }

  /** Processor time that the calling thread has used so far. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private <T> T onLoop(Callable<T> what) {
    try {
      return loop.submit(what).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
