package io.tavolo.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** Carries one conversation over one connection, at somebody else's pace. One event loop. */
final class HttpLine extends ChannelInboundHandlerAdapter {
  private static final int REQUEST_BYTES = 512;

  private final Channel channel;
  private final Conversation conversation;
  private final Pace pace;
  private final Promise<Void> ended;
  private ByteBuf received = Unpooled.EMPTY_BUFFER;
  private long dueNanos;
  private boolean over;

  /** Completes {@code ended} when the conversation is over, for whatever reason. */
  HttpLine(Channel channel, Conversation conversation, Pace pace, Promise<Void> ended) {
    this.channel = channel;
    this.conversation = conversation;
    this.pace = pace;
    this.ended = ended;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    received = context.alloc().heapBuffer(2 * REQUEST_BYTES);
    pace.free(this);
  }

  /**
   * Sends the next request, or ends when there is none.
   *
   * @param due what its latency is counted from, on the clock of {@link System#nanoTime}
   */
  void ask(long due) {
    ByteBuf request = channel.alloc().buffer(REQUEST_BYTES);
    if (conversation.ask(request)) {
      dueNanos = due;
      // A failure comes back as exceptionCaught.
      var unused = channel.writeAndFlush(request, channel.voidPromise());
    } else {
      request.release();
      end();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (over) {
      bytes.release();
      return;
    }
    received.writeBytes(bytes);
    bytes.release();
    AnswerReader.Answer answer;
    try {
      answer = AnswerReader.take(received);
      if (answer == null) {
        return;
      }
      conversation.answered(answer, dueNanos);
    } catch (IllegalArgumentException e) {
      end(e.getMessage());
      return;
    }
    received.clear();
    pace.free(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end("the server closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(cause.toString());
  }

  /** Closes the connection; nothing more is asked. */
  void end() {
    end(null);
  }

  /** Whether it was closed, by whomever. */
  boolean isOver() {
    return over;
  }

  private void end(@Nullable String fault) {
    if (over) {
      return;
    }
    over = true;
    if (fault != null) {
      conversation.broken(fault);
    }
    received.release();
    var unused = channel.close();
    ended.complete();
  }
}
