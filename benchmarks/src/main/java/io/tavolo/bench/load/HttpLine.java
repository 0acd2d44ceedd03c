package io.tavolo.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** Carries one conversation over one connection. */
final class HttpLine extends ChannelInboundHandlerAdapter {
  private static final int REQUEST_BYTES = 512;

  private final Conversation conversation;
  private final Promise<Void> ended;
  private ByteBuf received = Unpooled.EMPTY_BUFFER;
  private long askedNanos;
  private boolean over;

  /** Completes {@code ended} when the conversation is over, for whatever reason. */
  HttpLine(Conversation conversation, Promise<Void> ended) {
    this.conversation = conversation;
    this.ended = ended;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    received = context.alloc().heapBuffer(2 * REQUEST_BYTES);
    ask(context);
  }

  private void ask(ChannelHandlerContext context) {
    ByteBuf request = context.alloc().buffer(REQUEST_BYTES);
    if (conversation.ask(request)) {
      askedNanos = System.nanoTime();
      // A failure comes back as exceptionCaught.
      var unused = context.writeAndFlush(request, context.voidPromise());
    } else {
      request.release();
      end(context, null);
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
      conversation.answered(answer, System.nanoTime() - askedNanos);
    } catch (IllegalArgumentException e) {
      end(context, e.getMessage());
      return;
    }
    received.clear();
    ask(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context, "the server closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(context, cause.toString());
  }

  private void end(ChannelHandlerContext context, @Nullable String fault) {
    if (over) {
      return;
    }
    over = true;
    if (fault != null) {
      conversation.broken(fault);
    }
    received.release();
    var unused = context.close();
    ended.complete();
  }
}
