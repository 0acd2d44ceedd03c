package io.tavolo.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Conversations on connections of their own, from the first word to the last. Its methods block.
 */
final class Talk implements AutoCloseable {
  private final List<ChannelFuture> connections = new ArrayList<>();
  private final CompletableFuture<?> end;

  /** Begins to connect each of them. */
  Talk(Bootstrap bootstrap, int port, List<Conversation> conversations, Pace pace) {
    List<Future<Void>> ends = new ArrayList<>();
    for (Conversation conversation : conversations) {
      Promise<Void> ended = Promise.promise();
      ends.add(ended.future());
      connections.add(connect(bootstrap, port, conversation, pace, ended));
    }
    end = Future.join(ends).toCompletionStage().toCompletableFuture();
  }

  private static ChannelFuture connect(
      Bootstrap bootstrap, int port, Conversation conversation, Pace pace, Promise<Void> ended) {
    ChannelFuture connecting =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpLine(channel, conversation, pace, ended));
                  }
                })
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            conversation.broken("cannot connect: " + done.cause());
            ended.complete();
          }
        });
    return connecting;
  }

  /** Waits until each is connected, or cannot be; the bootstrap's time limit holds. */
  void awaitConnections() {
    connections.forEach(ChannelFuture::awaitUninterruptibly);
  }

  /** Whether all came to their end in time. */
  boolean awaitEnd(Duration patience) {
    try {
      end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    connections.forEach(connection -> connection.channel().close().syncUninterruptibly());
  }
}
