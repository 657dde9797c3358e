package dev.postroom.core.compose;

import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Run in a small heap by {@link LargeMessageTest}: digests and twice writes a message that is never whole in memory. */
final class LargeMessageComposing {
  private static final int SIZE = 64 * 1024 * 1024;

  private LargeMessageComposing() {}

  public static void main(String[] arguments) throws Exception {
    OutgoingMessage message = OutgoingMessage.to("ann@acme.example")
        .text("See the file.")
        .addAttachment(OutgoingAttachment.of("large.bin", "application/octet-stream", Zeros::new))
        .addAttachment(OutgoingAttachment.of("large.eml", "message/rfc822", Zeros::new));
    Composition composition = Composition.of(message, Composed.SUPPORT, Composed.STAMP);
    Composer composer = new Composer();
    Written once = new Written();
    composer.write(composition, once);
    Written twice = new Written();
    composer.write(composition, twice);
    String digest = HexFormat.of().formatHex(SendDigest.of(message, SendKind.MESSAGE, Optional.empty()));
    System.out.println(once.count == twice.count && once.count > 2L * SIZE * 4 / 3 ? "written twice" : "miscounted");
    System.out.println(digest.length());
  }

  private static final class Written extends OutputStream {
    private long count;

    @Override
    public void write(int octet) {
      count++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      count += length;
    }
  }

  /** Octets that are made while they are read. */
  private static final class Zeros extends InputStream {
    private int left = SIZE;

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = Math.min(left, length);
      if (count <= 0) {
        return -1;
      }
      Arrays.fill(into, offset, offset + count, (byte) 0);
      left -= count;
      return count;
    }
  }
}
