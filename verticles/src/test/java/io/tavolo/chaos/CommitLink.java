package io.tavolo.chaos;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from one node to Postgres. It knows the statement that writes a batch, and resets its
 * connection on demand: before the statement is passed on, or when its commit is done and its
 * answer is on the way back.
 *
 * <p>It reads both directions message by message (protocol 3, without encryption). Two threads a
 * connection. All methods may be called from any thread.
 */
final class CommitLink implements AutoCloseable {
  private static final String BATCH = "insert into journal";
  private static final int BACKLOG = 128;
  private static final int CONNECT_MS = 2_000;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;

  private final ServerSocket listening;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger before = new AtomicInteger();
  private final AtomicInteger after = new AtomicInteger();
  private final AtomicInteger hits = new AtomicInteger();

  /**
   * Listens at once, on a free port.
   *
   * @param target where Postgres is
   */
  CommitLink(InetAddress host, InetSocketAddress target) throws IOException {
    this.target = target;
    listening = new ServerSocket(0, BACKLOG, host);
    daemon("link", this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The next so many batches never reach Postgres. */
  void resetBefore(int batches) {
    before.set(batches);
  }

  /** The next so many batches are committed, and their node is not told. */
  void resetAfter(int batches) {
    after.set(batches);
  }

  /** Resets no more. */
  void spare() {
    before.set(0);
    after.set(0);
  }

  /** How many batches it has hit so far. */
  int hits() {
    return hits.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket node = listening.accept();
        open.add(node);
        Socket postgres = new Socket();
        open.add(postgres);
        daemon("link to postgres", () -> new Connection(node, postgres).run());
      } catch (IOException e) {
        // Closed, which the loop sees; or one connection less.
      }
    }
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A connection of the node, and its own to Postgres. */
  private final class Connection {
    private final Socket node;
    private final Socket postgres;
    private final Set<String> batchStatements = new HashSet<>();

    /** A batch is on its way whose answer must not come back. */
    private volatile boolean doomed;

    Connection(Socket node, Socket postgres) {
      this.node = node;
      this.postgres = postgres;
    }

    void run() {
      try {
        node.setTcpNoDelay(true);
        postgres.setTcpNoDelay(true);
        postgres.connect(target, CONNECT_MS);
        daemon("link from postgres", this::back);
        forth();
      } catch (IOException e) {
        reset();
      }
    }

    private void forth() throws IOException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(node.getInputStream()));
      OutputStream out = new BufferedOutputStream(postgres.getOutputStream());
      boolean first = true;
      while (true) {
        PostgresMessage message = PostgresMessage.read(in, first);
        if (first && asksForEncryption(message)) {
          node.getOutputStream().write('N');
          continue;
        }
        first = false;
        if (isBatch(message)) {
          if (take(before)) {
            hits.incrementAndGet();
            reset();
            return;
          }
          doomed |= take(after);
        }
        out.write(message.bytes());
        if (in.available() == 0) {
          out.flush();
        }
      }
    }

    /** Either kind of encryption is declined, as Postgres would here. */
    private static boolean asksForEncryption(PostgresMessage first) {
      int code = first.number();
      return code == SSL_REQUEST || code == GSS_REQUEST;
    }

    /** Remembers what is prepared, and knows a batch when it is bound. */
    private boolean isBatch(PostgresMessage message) {
      if (message.type() == 'P') {
        String[] nameAndText = message.texts();
        if (nameAndText[1].contains(BATCH)) {
          batchStatements.add(nameAndText[0]);
        } else {
          batchStatements.remove(nameAndText[0]);
        }
      }
      return message.type() == 'B' && batchStatements.contains(message.texts()[1]);
    }

    private static boolean take(AtomicInteger armed) {
      return armed.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private void back() {
      try {
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(postgres.getInputStream()));
        OutputStream out = new BufferedOutputStream(node.getOutputStream());
        boolean committed = false;
        while (true) {
          PostgresMessage message = PostgresMessage.read(in, false);
          boolean hidden = doomed;
          // Its command is complete, and then the server is ready again: that is after the commit.
          committed |= hidden && message.type() == 'C';
          if (hidden && message.type() == 'Z') {
            if (committed) {
              hits.incrementAndGet();
            }
            reset();
            return;
          }
          if (!hidden) {
            out.write(message.bytes());
            if (in.available() == 0) {
              out.flush();
            }
          }
        }
      } catch (IOException e) {
        reset();
      }
    }

    private void reset() {
      CommitLink.this.reset(node);
      CommitLink.this.reset(postgres);
    }
  }

  private void reset(Socket socket) {
    open.remove(socket);
    try {
      // Closes with a reset instead of an end.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(this::reset);
  }
}
