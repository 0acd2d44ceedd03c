package io.tavolo.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads a stream of events up to the end of the first, then hangs up. */
final class FirstEvent implements HttpResponse.BodySubscriber<byte[]> {
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription subscription;

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription made) {
    subscription = made;
    made.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    for (ByteBuffer piece : pieces) {
      while (piece.hasRemaining()) {
        bytes.write(piece.get());
      }
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    int data = text.indexOf("\ndata: ");
    int end = data < 0 ? -1 : text.indexOf("\n\n", data);
    if (end >= 0 && body.complete(text.substring(0, end + 2).getBytes(StandardCharsets.UTF_8))) {
      Flow.Subscription made = subscription;
      if (made != null) {
        made.cancel();
      }
    }
  }

  @Override
  public void onError(Throwable fault) {
    body.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }
}
