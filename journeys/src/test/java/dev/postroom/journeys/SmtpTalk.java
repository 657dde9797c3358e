package dev.postroom.journeys;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that speaks SMTP octet by octet, so that a test knows exactly what was sent and what was answered. */
final class SmtpTalk implements AutoCloseable {
  /** More than the engine takes for an answer: ten seconds for its store, and one minute more for others who use it. */
  private static final int PATIENCE_MILLIS = 120_000;

  /** What writes the octets of a message. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream sink) throws IOException;
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private SmtpTalk(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
  }

  static SmtpTalk with(InetSocketAddress server, String name) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    SmtpTalk talk = new SmtpTalk(socket);
    talk.expect("220");
    talk.say("EHLO " + name, "250");
    return talk;
  }

  void envelope(String sender, String recipient) throws IOException {
    say("MAIL FROM:<" + sender + ">", "250");
    say("RCPT TO:<" + recipient + ">", "250");
  }

  /** Sends the message by DATA; returns when it is answered with 250. */
  void data(Content content) throws IOException {
    say("DATA", "354");
    OutputStream stuffed = new DotStuffed(out);
    content.writeTo(stuffed);
    stuffed.flush();
    out.write(ascii(".\r\n"));
    out.flush();
    expect("250");
  }

  /** Sends the message by BDAT in chunks; returns when the last one is answered with 250. */
  void bdat(Content content, int chunk) throws IOException {
    OutputStream chunks = new BufferedOutputStream(new Chunks(), chunk);
    content.writeTo(chunks);
    chunks.flush();
    chunk(new byte[0], 0, 0, " LAST");
  }

  void chunk(byte[] octets, int offset, int length, String last) throws IOException {
    out.write(ascii("BDAT " + length + last + "\r\n"));
    out.write(octets, offset, length);
    out.flush();
    expect("250");
  }

  void say(String command, String expected) throws IOException {
    out.write(ascii(command + "\r\n"));
    out.flush();
    expect(expected);
  }

  private void expect(String code) throws IOException {
    String line = line();
    while (line.startsWith("-", 3)) {
      line = line();
    }
    if (!line.startsWith(code)) {
      throw new IOException("answered: " + line + " (expected: " + code + ")");
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("the connection was closed");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.US_ASCII).stripTrailing();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private final class Chunks extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[]{(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      chunk(octets, offset, length, "");
    }
  }

  /** Doubles the dots that begin a line (RFC 5321, section 4.5.2). */
  private static final class DotStuffed extends FilterOutputStream {
    private boolean beginsLine = true;

    DotStuffed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      if (beginsLine && octet == '.') {
        out.write('.');
      }
      out.write(octet);
      beginsLine = octet == '\n';
    }
  }
}
