package dev.postroom.core.crypto;

import static dev.postroom.core.crypto.Building.MAILBOX;
import static dev.postroom.core.crypto.Building.MESSAGE;
import static dev.postroom.core.crypto.Building.NEIGHBOUR;
import static dev.postroom.core.crypto.Building.assertBroken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.error.SealException;
import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SealedContentProps {
  private static final int FRAME = 64 * 1024;
  private static final int SEALED_FRAME = FRAME + 40;
  private static final int HEADER = 26;
  private static final DataKeys KEYS = DataKeys.derivedFrom(new byte[32]);

  private final MailboxCipher cipher = new MailboxCipher(Place.of(MAILBOX), new TreeMap<>(Map.of(1, KEYS)),
      new SecureRandom());

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void a_content_of_any_size_opens_however_it_is_written_and_read(@ForAll("sizes") int size, @ForAll long seed)
      throws IOException {
    byte[] plain = content(size);
    Random pieces = new Random(seed);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try (ContentSealer sealer = cipher.sealing(MESSAGE, sink)) {
      for (int at = 0; at < size;) {
        int count = Math.min(size - at, pieces.nextBoolean() ? pieces.nextInt(200) : pieces.nextInt(100_000));
        sealer.write(plain, at, count);
        at += count;
      }
      sealer.finish();
    }
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    try (InputStream in = cipher.opening(MESSAGE, new Dripping(sink.toByteArray(), pieces))) {
      byte[] piece = new byte[70_000];
      for (int count = in.read(piece); count >= 0; count = in.read(piece, 0, 1 + pieces.nextInt(piece.length))) {
        opened.write(piece, 0, count);
      }
    }
    assertThat(Arrays.equals(opened.toByteArray(), plain)).isTrue();
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void what_is_finished_with_an_array_opens_whatever_was_written_before_it(@ForAll("sizes") int size,
      @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int at) throws IOException {
    byte[] plain = content(size);
    int before = at % 2 == 0 ? 0 : at % (size + 1);
    byte[] rest = Arrays.copyOfRange(plain, before, size);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try (ContentSealer sealer = cipher.sealing(MESSAGE, sink)) {
      sealer.write(plain, 0, before);
      sealer.finish(rest);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> sealer.finish(rest));
    }
    assertThat(rest).as("what its owner still needs").isEqualTo(Arrays.copyOfRange(plain, before, size));
    assertThat(read(sink.toByteArray())).isEqualTo(plain);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void no_bit_can_be_flipped(@ForAll("sizes") int size, @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int at)
      throws IOException {
    byte[] sealed = seal(content(size));
    int bit = (int) (at % (sealed.length * 8L));
    sealed[bit / 8] ^= (byte) (1 << bit % 8);
    assertNeverOpens(sealed, content(size));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void no_bit_of_the_header_can_be_flipped(@ForAll("sizes") int size, @ForAll @IntRange(max = HEADER * 8 - 1) int bit)
      throws IOException {
    byte[] sealed = seal(content(size));
    sealed[bit / 8] ^= (byte) (1 << bit % 8);
    assertNeverOpens(sealed, content(size));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void it_can_neither_be_cut_nor_lengthened(@ForAll("sizes") int size, @ForAll("sizes") int length) throws IOException {
    byte[] sealed = seal(content(size));
    assertNeverOpens(Arrays.copyOf(sealed, length == sealed.length ? length + 1 : length), content(size));
  }

  @Example
  void it_cannot_be_cut_at_the_end_of_a_frame() throws IOException {
    byte[] sealed = seal(content(3 * FRAME));
    for (int frames = 0; frames < 3; frames++) {
      assertNeverOpens(Arrays.copyOf(sealed, HEADER + frames * SEALED_FRAME), content(3 * FRAME));
    }
    assertNeverOpens(new byte[0], content(0));
  }

  @Example
  void frames_can_be_neither_swapped_repeated_nor_left_out() throws IOException {
    byte[] plain = content(4 * FRAME);
    byte[] sealed = seal(plain);
    assertNeverOpens(arranged(sealed, sealed, 1, 0, 2, 3), plain);
    assertNeverOpens(arranged(sealed, sealed, 0, 2, 1, 3), plain);
    assertNeverOpens(arranged(sealed, sealed, 0, 1, 1, 2, 3), plain);
    assertNeverOpens(arranged(sealed, sealed, 0, 1, 3), plain);
    assertNeverOpens(arranged(sealed, sealed, 0, 1, 2, 3, 3), plain);
    assertThat(read(arranged(sealed, sealed, 0, 1, 2, 3))).isEqualTo(plain);
  }

  @Example
  void frames_of_two_contents_of_the_same_message_do_not_mix() throws IOException {
    byte[] plain = content(2 * FRAME);
    assertNeverOpens(arranged(seal(plain), seal(plain), 0, 1), plain);
  }

  @Example
  void it_opens_for_no_other_message_mailbox_or_part() throws IOException {
    byte[] sealed = seal(content(10));
    MailboxCipher neighbour =
        new MailboxCipher(Place.of(NEIGHBOUR), new TreeMap<>(Map.of(1, KEYS)), new SecureRandom());
    assertBroken(() -> neighbour.opening(MESSAGE, new ByteArrayInputStream(sealed)).readAllBytes());
    MessageId other = new MessageId(new UUID(9, 9));
    assertBroken(() -> cipher.opening(other, new ByteArrayInputStream(sealed)).readAllBytes());
    for (Part part : Part.values()) {
      assertBroken(() -> cipher.open(part, MESSAGE, SealedBytes.copyOf(sealed), Building.NO_FACTS));
      byte[] row = cipher.seal(part, MESSAGE, content(10), Building.NO_FACTS).toByteArray();
      assertBroken(() -> read(row));
    }
  }

  @Example
  void a_broken_content_stays_broken_and_gives_what_stood_before() throws IOException {
    byte[] plain = content(3 * FRAME);
    byte[] sealed = seal(plain);
    sealed[HEADER + SEALED_FRAME + 100] ^= 1;
    InputStream in = cipher.opening(MESSAGE, new ByteArrayInputStream(sealed));
    assertThat(in.readNBytes(FRAME)).isEqualTo(Arrays.copyOf(plain, FRAME));
    assertBroken(in::read);
    assertBroken(in::read);
    assertBroken(in::readAllBytes);
  }

  @Example
  void a_content_that_was_not_finished_never_opens() throws IOException {
    for (int size : new int[]{0, 10, FRAME, FRAME + 1, 2 * FRAME, 3 * FRAME + 5}) {
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      ContentSealer sealer = cipher.sealing(MESSAGE, sink);
      sealer.write(content(size));
      sealer.close();
      assertBroken(() -> read(sink.toByteArray()));
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> sealer.write(1));
      assertThatExceptionOfType(IOException.class).isThrownBy(sealer::finish);
    }
  }

  @Example
  void a_sink_that_fails_ends_the_content() {
    OutputStream sink = new OutputStream() {
      private int left = 2;

      @Override
      public void write(int octet) throws IOException {
        throw new IOException("full");
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        if (left-- == 0) {
          throw new IOException("full");
        }
      }
    };
    ContentSealer sealer = cipher.sealing(MESSAGE, sink);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> sealer.write(content(5 * FRAME))).withMessage("full");
    assertThatExceptionOfType(IOException.class).isThrownBy(sealer::finish).withMessageContaining("given up");
  }

  @Example
  void a_source_that_fails_is_no_broken_seal() throws IOException {
    byte[] sealed = seal(content(2 * FRAME));
    InputStream failing = new InputStream() {
      private final InputStream healthy = new ByteArrayInputStream(sealed, 0, 70_000);

      @Override
      public int read() {
        throw new AssertionError("octet by octet");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = healthy.read(target, offset, length);
        if (count < 0) {
          throw new IOException("disk");
        }
        return count;
      }
    };
    InputStream in = cipher.opening(MESSAGE, failing);
    assertThatExceptionOfType(IOException.class).isThrownBy(in::readAllBytes).withMessage("disk");
  }

  @Example
  void a_closed_content_gives_nothing() throws IOException {
    InputStream in = cipher.opening(MESSAGE, new ByteArrayInputStream(seal(content(100))));
    assertThat(in.read()).isEqualTo(content(100)[0] & 0xff);
    in.close();
    assertThatExceptionOfType(IOException.class).isThrownBy(in::read);
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(Arbitraries.integers().between(0, 300), Arbitraries.of(8 * 1024, 8 * 1024 + 1),
        Arbitraries.integers().between(FRAME - 2, FRAME + 2),
        Arbitraries.integers().between(2 * FRAME - 2, 2 * FRAME + 2),
        Arbitraries.integers().between(0, 4 * FRAME));
  }

  private byte[] seal(byte[] plain) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    ContentSealer sealer = cipher.sealing(MESSAGE, sink);
    sealer.write(plain);
    sealer.finish();
    return sink.toByteArray();
  }

  private byte[] read(byte[] sealed) throws IOException {
    try (InputStream in = cipher.opening(MESSAGE, new ByteArrayInputStream(sealed))) {
      return in.readAllBytes();
    }
  }

  /** It fails, and what was read before is a true beginning of whole frames. */
  private void assertNeverOpens(byte[] sealed, byte[] plain) throws IOException {
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    try (InputStream in = cipher.opening(MESSAGE, new ByteArrayInputStream(sealed))) {
      assertThatExceptionOfType(SealException.class).isThrownBy(() -> in.transferTo(opened));
    }
    assertThat(opened.size() % FRAME).isZero();
    assertThat(Arrays.equals(opened.toByteArray(), Arrays.copyOf(plain, opened.size()))).isTrue();
  }

  /** The header of one, frame 0 of the one and all others of the other. */
  private static byte[] arranged(byte[] one, byte[] other, int... frames) {
    byte[] result = Arrays.copyOf(one, HEADER + frames.length * SEALED_FRAME);
    for (int i = 0; i < frames.length; i++) {
      byte[] from = frames[i] == 0 ? one : other;
      System.arraycopy(from, HEADER + frames[i] * SEALED_FRAME, result, HEADER + i * SEALED_FRAME, SEALED_FRAME);
    }
    return result;
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(42).nextBytes(content);
    return content;
  }

  /** Gives as little at a time as it likes. */
  private static final class Dripping extends ByteArrayInputStream {
    private final Random pieces;

    Dripping(byte[] bytes, Random pieces) {
      super(bytes);
      this.pieces = pieces;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 1 + pieces.nextInt(50_000)));
    }
  }
}
