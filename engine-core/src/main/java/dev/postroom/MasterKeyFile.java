package dev.postroom;

import com.google.crypto.tink.Aead;
import dev.postroom.core.crypto.KeyFileText;
import dev.postroom.core.crypto.OwnerOnlyFile;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.spi.crypto.MasterKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A master key in a local file that only its owner may read. Whoever has the file and the data can read all mail; whoever loses
 * the file has lost all mail. Keep a copy of it apart from the backups of the data.
 *
 * <p>
 * The file is a few lines of text: a format version, the key's id, the key in base 64 and a checksum. It is read once. Wraps with
 * XAES-256-GCM; never blocks; safe for many threads. Neither messages nor {@link #toString()} tell the key.
 */
public final class MasterKeyFile implements MasterKey {
  private static final int KEY_SIZE = 32;
  private static final int UNIQUE_SIZE = 8;

  private final TinkMasterKey key;

  private MasterKeyFile(TinkMasterKey key) {
    this.key = key;
  }

  /**
   * Opens the key of a file.
   *
   * @param file
   *          the file; on a system with POSIX permissions, nobody but its owner may have any right to it
   * @return the key
   * @throws SealException
   *           with the reason {@code SEAL_UNAVAILABLE} when there is no such file, it cannot be read, others than its owner have a
   *           right to it, or it is damaged
   */
  public static MasterKeyFile open(Path file) {
    byte[] key = KeyFileText.read(read(file));
    try {
      Aead aead = KeyFileText.aead(key);
      return new MasterKeyFile(TinkMasterKey.of(KeyFileText.id(key), aead));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens the key of a file, and makes a new key when there is no such file. To be called where a first start is expected: a new
   * key opens nothing that was sealed before. The file appears whole, forced to the disk and with rights for its owner only, and
   * an existing one is never replaced, not even by two calls at the same time.
   *
   * @param file
   *          the file, in a folder that exists
   * @return the key
   * @throws SealException
   *           as {@link #open}, and when the file cannot be made
   */
  public static MasterKeyFile createIfAbsent(Path file) {
    if (Files.notExists(file)) {
      create(file);
    }
    return open(file);
  }

  private static void create(Path file) {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[KEY_SIZE];
    byte[] unique = new byte[UNIQUE_SIZE];
    random.nextBytes(key);
    random.nextBytes(unique);
    byte[] text = KeyFileText.write(key).getBytes(StandardCharsets.US_ASCII);
    try {
      OwnerOnlyFile.create(file, text, unique);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (NoSuchFileException e) {
      throw unavailable(file, "its folder is not there");
    } catch (IOException e) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "master key file: " + file + " (cannot be made)", e);
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  private static String read(Path file) {
    try {
      if (!OwnerOnlyFile.isOwnerOnly(file)) {
        throw unavailable(file, "rights for others; expected: for its owner only, as by chmod 600");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return new String(in.readNBytes(KeyFileText.MAX_SIZE), StandardCharsets.US_ASCII);
      }
    } catch (NoSuchFileException e) {
      throw unavailable(file, "there is none");
    } catch (IOException e) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "master key file: " + file + " (cannot be read)", e);
    }
  }

  private static SealException unavailable(Path file, String why) {
    return new SealException(FailureReason.SEAL_UNAVAILABLE, "master key file: " + file + " (" + why + ')');
  }

  @Override
  public String id() {
    return key.id();
  }

  @Override
  public byte[] wrap(byte[] secret, byte[] associatedData) {
    return key.wrap(secret, associatedData);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
    return key.unwrap(wrapped, associatedData);
  }

  @Override
  public String toString() {
    return "MasterKeyFile[" + key.id() + ']';
  }
}
