package io.tavolo.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link between a node and a Postgres that is played by the test. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class CommitLinkTest {
  private static final byte[] STARTUP = {0, 3, 0, 0};
  private static final String BATCH = "b\0with j as (insert into journal …)\0";
  private static final String OTHER = "o\0select 1\0";

  private ServerSocket listening;
  private CommitLink link;
  private Socket node;
  private Socket postgres;
  private DataInputStream atPostgres;
  private DataInputStream atNode;

  @BeforeEach
  void connect() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    listening = new ServerSocket(0, 1, loopback);
    link = new CommitLink(loopback, new InetSocketAddress(loopback, listening.getLocalPort()));
    node = new Socket(loopback, link.port());
    postgres = listening.accept();
    atPostgres = new DataInputStream(postgres.getInputStream());
    atNode = new DataInputStream(node.getInputStream());
    DataOutputStream out = new DataOutputStream(node.getOutputStream());
    out.writeInt(4 + STARTUP.length);
    out.write(STARTUP);
    assertThat(atPostgres.readInt()).isEqualTo(8);
    assertThat(atPostgres.readInt()).isEqualTo(3 << 16);
  }

  @AfterEach
  void disconnect() throws IOException {
    link.close();
    node.close();
    postgres.close();
    listening.close();
  }

  private static void send(Socket to, char type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(message);
    out.writeByte(type);
    out.writeInt(4 + bytes.length);
    out.write(bytes);
    to.getOutputStream().write(message.toByteArray());
  }

  private static void expect(DataInputStream in, char type, String body) throws IOException {
    assertThat((char) in.readByte()).isEqualTo(type);
    assertThat(new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8)).isEqualTo(body);
  }

  private static void expectEnd(DataInputStream in) {
    assertThatThrownBy(in::readByte).isInstanceOfAny(EOFException.class, SocketException.class);
  }

  private void prepare(String statement) throws IOException {
    send(node, 'P', statement);
    expect(atPostgres, 'P', statement);
  }

  @Test
  void shouldPassOnWhatItIsNotAskedToHit() throws IOException {
    prepare(BATCH);
    prepare(OTHER);
    link.resetAfter(1);
    send(node, 'B', "\0o\0");
    expect(atPostgres, 'B', "\0o\0");
    send(postgres, 'C', "SELECT 1\0");
    send(postgres, 'Z', "I");
    expect(atNode, 'C', "SELECT 1\0");
    expect(atNode, 'Z', "I");
    link.spare();
    send(node, 'B', "\0b\0");
    expect(atPostgres, 'B', "\0b\0");
    send(postgres, 'C', "SELECT 1\0");
    expect(atNode, 'C', "SELECT 1\0");
    assertThat(link.hits()).isZero();
  }

  @Test
  void shouldResetBothSidesBeforeABatchArrives() throws IOException {
    prepare(BATCH);
    link.resetBefore(1);
    send(node, 'B', "\0b\0");
    expectEnd(atPostgres);
    expectEnd(atNode);
    assertThat(link.hits()).isEqualTo(1);
  }

  @Test
  void shouldResetBothSidesWhenABatchIsCommittedAndKeepItsAnswer() throws IOException {
    prepare(BATCH);
    link.resetAfter(1);
    send(node, 'B', "\0b\0");
    expect(atPostgres, 'B', "\0b\0");
    send(postgres, 'C', "SELECT 1\0");
    send(postgres, 'Z', "I");
    expectEnd(atNode);
    expectEnd(atPostgres);
    assertThat(link.hits()).isEqualTo(1);
  }

  @Test
  void shouldNotCountABatchThatFailed() throws IOException {
    prepare(BATCH);
    link.resetAfter(1);
    send(node, 'B', "\0b\0");
    expect(atPostgres, 'B', "\0b\0");
    send(postgres, 'E', "\0");
    send(postgres, 'Z', "I");
    expectEnd(atNode);
    assertThat(link.hits()).isZero();
  }

  @Test
  void shouldDeclineEncryptionItself() throws IOException {
    try (Socket other = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
      DataOutputStream out = new DataOutputStream(other.getOutputStream());
      out.writeInt(8);
      out.writeInt(80_877_103);
      assertThat(other.getInputStream().read()).isEqualTo('N');
    }
  }
}
