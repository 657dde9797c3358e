package dev.postroom.benchmarks.sealing;

import com.google.crypto.tink.Aead;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.core.crypto.ContentSealer;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.id.MessageId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The content of a message sealed into memory and opened from it, by the cipher of a mailbox. Beside it the floor of the design, the
 * bare Tink primitive on the same frames of 64 KiB and into the same memory; AES-256-GCM of the Java runtime in one piece; and a copy.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SealingBenchmark {
  private static final int ROOM = 64 * 1024;

  /** How many octets the content has. */
  @Param({"1024", "16384", "262144", "10485760"})
  int size;

  private final MessageId message = new MessageId(new UUID(1, 2));
  private final MailboxCipher cipher = MailboxCipher.ofThisProcess(new SecureRandom());
  private final SecretKeySpec aesKey = Bare.aesKey();
  private byte[] plain;
  private byte[] sealed;
  private byte[] sealedByJca;
  private byte[] opened;
  private List<byte[]> frames;
  private List<byte[]> sealedFrames;
  private byte[] sealedInOne;
  private Aead tink;
  private Sink sink;
  private long number;

  /** Seals it once in each way. */
  @Setup
  public void seal() throws GeneralSecurityException, IOException {
    plain = Bare.octets(size);
    opened = new byte[ROOM];
    frames = Bare.frames(plain);
    tink = Bare.tink();
    sink = new Sink(size + ROOM);
    sealed = Arrays.copyOf(engineSeal().octets(), sink.size());
    sealedByJca = jcaSeal();
    sealedFrames = new ArrayList<>();
    for (byte[] frame : frames) {
      sealedFrames.add(tink.encrypt(frame, Bare.BOUND));
    }
    sealedInOne = Bare.joined(sealedFrames);
  }

  /** A copy. */
  @Benchmark
  public Sink copy() {
    Sink target = sink.rewound();
    target.write(plain, 0, plain.length);
    return target;
  }

  /** AES-256-GCM of the Java runtime. */
  @Benchmark
  public byte[] jcaSeal() throws GeneralSecurityException {
    return Bare.sealByJca(aesKey, number++, plain);
  }

  /** The same, opening. */
  @Benchmark
  public byte[] jcaOpen() throws GeneralSecurityException {
    return Bare.openByJca(aesKey, 0, sealedByJca);
  }

  /** XAES-256-GCM of Tink. */
  @Benchmark
  public Sink tinkSeal() throws GeneralSecurityException {
    Sink target = sink.rewound();
    for (byte[] frame : frames) {
      byte[] more = tink.encrypt(frame, Bare.BOUND);
      target.write(more, 0, more.length);
    }
    return target;
  }

  /** The same, opening. */
  @Benchmark
  public int tinkOpen() throws GeneralSecurityException {
    int octets = 0;
    for (byte[] frame : sealedFrames) {
      octets += taken(tink.decrypt(frame, Bare.BOUND));
    }
    return octets;
  }

  /** The same, from a stream: whoever reads takes a copy of what is to be opened too. */
  @Benchmark
  public int tinkOpenOfStream() throws GeneralSecurityException, IOException {
    int octets = 0;
    InputStream stream = new ByteArrayInputStream(sealedInOne);
    for (byte[] frame : sealedFrames) {
      byte[] read = new byte[frame.length];
      stream.readNBytes(read, 0, read.length);
      octets += taken(tink.decrypt(read, Bare.BOUND));
    }
    return octets;
  }

  /** The engine, as it seals a message that came in and is stored. */
  @Benchmark
  @Beside(value = "tinkSeal", atMost = 1.15)
  @Beside("jcaSeal")
  @Beside("copy")
  public Sink engineSeal() throws IOException {
    Sink target = sink.rewound();
    try (ContentSealer sealing = cipher.sealing(message, target)) {
      sealing.finish(plain);
    }
    return target;
  }

  /** The engine, as it seals what comes from a stream. */
  @Benchmark
  @Beside("tinkSeal")
  public Sink engineSealOfStream() throws IOException {
    Sink target = sink.rewound();
    try (ContentSealer sealing = cipher.sealing(message, target)) {
      sealing.write(plain, 0, plain.length);
      sealing.finish();
    }
    return target;
  }

  /** The engine, as it opens a message that is read. */
  @Benchmark
  @Beside(value = "tinkOpen", atMost = 1.15)
  @Beside("tinkOpenOfStream")
  @Beside("jcaOpen")
  @Beside("copy")
  public int engineOpen() throws IOException {
    int octets = 0;
    try (InputStream content = cipher.opening(message, new ByteArrayInputStream(sealed))) {
      for (int count = content.read(opened); count > 0; count = content.read(opened)) {
        octets += count;
      }
    }
    return octets;
  }

  /** Whoever reads takes a copy of what was opened. */
  private int taken(byte[] frame) {
    System.arraycopy(frame, 0, opened, 0, frame.length);
    return frame.length;
  }
}
