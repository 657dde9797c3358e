package dev.postroom.benchmarks.sealing;

import com.google.crypto.tink.Aead;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.core.crypto.ContentSealer;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.id.MessageId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first large message of a process, 10 MiB, sealed before anything is compiled: one shot in each of several fresh processes.
 * AES-GCM of the Java runtime in one piece is slow then, since the loop over a piece is compiled only between two pieces; frames are
 * many pieces.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class FirstMessageBenchmark {
  private static final int SIZE = 10 << 20;

  private final MessageId message = new MessageId(new UUID(1, 2));
  private final SecretKeySpec aesKey = Bare.aesKey();
  private final Sink sink = new Sink(SIZE + SIZE / 100);
  private final byte[] plain = Bare.octets(SIZE);
  private MailboxCipher cipher;
  private Aead tink;
  private List<byte[]> frames;

  /** Makes the keys, as any message before would have. */
  @Setup
  public void make() throws GeneralSecurityException {
    cipher = MailboxCipher.ofThisProcess(new SecureRandom());
    tink = Bare.tink();
    frames = Bare.frames(plain);
  }

  /** AES-256-GCM of the Java runtime, in one piece. */
  @Benchmark
  public byte[] jcaInOnePiece() throws GeneralSecurityException {
    return Bare.sealByJca(aesKey, 0, plain);
  }

  /** XAES-256-GCM of Tink, in frames. */
  @Benchmark
  public Sink tinkInFrames() throws GeneralSecurityException {
    for (byte[] frame : frames) {
      byte[] more = tink.encrypt(frame, Bare.BOUND);
      sink.write(more, 0, more.length);
    }
    return sink;
  }

  /** The engine. */
  @Benchmark
  @Beside(value = "jcaInOnePiece", atMost = 1)
  @Beside("tinkInFrames")
  public Sink firstMessage() throws IOException {
    try (ContentSealer sealing = cipher.sealing(message, sink)) {
      sealing.write(plain, 0, plain.length);
      sealing.finish();
    }
    return sink;
  }
}
