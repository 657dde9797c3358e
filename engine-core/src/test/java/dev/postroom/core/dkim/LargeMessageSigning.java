package dev.postroom.core.dkim;

import dev.postroom.core.mime.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;

/** Run in a small heap by {@link LargeMessageSigningTest}: signs a large message that is never whole in memory. */
final class LargeMessageSigning {
  private static final int SIZE = 50_000_000;
  private static final byte[] HEAD = Letters.utf8("From: a@acme.example\r\n\r\n");

  private LargeMessageSigning() {}

  public static void main(String[] arguments) throws Exception {
    byte[] fields = new DkimSigner().sign(new Large(), Keys.BOTH, Instant.EPOCH);
    System.out.println("signed " + (fields.length > 0 ? SIZE : 0) + " octets");
  }

  /** One line of text, and then empty lines which a canonicalisation must not keep. */
  private static final class Large implements MessageSource {
    @Override
    public InputStream open() {
      return new SequenceInputStream(new ByteArrayInputStream(HEAD), new Content());
    }

    @Override
    public long size() {
      return (long) HEAD.length + SIZE;
    }
  }

  /** Octets that are made while they are read. */
  private static final class Content extends InputStream {
    private int left = SIZE;

    @Override
    public int read() {
      return left > 0 ? octet(left--) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = Math.min(left, length);
      if (count <= 0) {
        return -1;
      }
      for (int i = 0; i < count; i++) {
        into[offset + i] = (byte) octet(left--);
      }
      return count;
    }

    private static int octet(int left) {
      return left == 1 || left > SIZE / 2 ? 'x' : left % 2 == 0 ? '\r' : '\n';
    }
  }
}
