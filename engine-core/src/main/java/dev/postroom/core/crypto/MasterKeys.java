package dev.postroom.core.crypto;

import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.SealException;
import dev.postroom.spi.crypto.MasterKey;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host's master keys: the current one wraps, the former ones still unwrap. A host's code is behind the port, so whatever it
 * throws or answers is checked here, and nothing that it got wrong goes any further.
 */
public final class MasterKeys implements RungAbove {
  /** What the port promises at most. */
  static final int MAX_WRAPPED = 300;

  private static final int MAX_SECRET = 64;
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");

  private final String current;
  private final Map<String, MasterKey> keys;

  private volatile boolean isFailing;

  private MasterKeys(String current, Map<String, MasterKey> keys) {
    this.current = current;
    this.keys = keys;
  }

  /** Takes the current key and those that wrapped before it; their ids must differ. */
  public static MasterKeys of(MasterKey current, List<MasterKey> former) {
    return of(current, former, TimelyMasterKey.USUAL);
  }

  /** The same, none of which may take longer than so long. */
  static MasterKeys of(MasterKey current, List<MasterKey> former, Duration time) {
    Map<String, MasterKey> keys = new LinkedHashMap<>();
    String id = checkedId(current);
    keys.put(id, new TimelyMasterKey(current, time));
    for (MasterKey key : former) {
      if (keys.putIfAbsent(checkedId(key), new TimelyMasterKey(key, time)) != null) {
        throw new InvalidInputException("master keys: two with one id (expected: different ids)");
      }
    }
    return new MasterKeys(id, Map.copyOf(keys));
  }

  /** Whether it failed when it was last asked for something. */
  boolean isFailing() {
    return isFailing;
  }

  @Override
  public String newest() {
    return current;
  }

  /**
   * Wraps, and proves that it unwraps again before anything is sealed under it: one call more for each tenant made, against a
   * tenant whose mail could never be opened.
   */
  @Override
  public byte[] wrap(byte[] payload, byte[] associatedData) {
    MasterKey key = key(current);
    byte[] wrapped = answer(() -> key.wrap(payload.clone(), associatedData.clone()), MAX_WRAPPED);
    if (contains(wrapped, payload)) {
      throw misbehaved("the master key answered the secret itself");
    }
    if (!opensAgain(key, wrapped, payload, associatedData)) {
      throw rubbish();
    }
    return wrapped;
  }

  @Override
  public byte[] unwrap(String wrappedBy, byte[] wrapped, byte[] associatedData) {
    MasterKey key = key(wrappedBy);
    return answer(() -> key.unwrap(wrapped.clone(), associatedData.clone()), MAX_SECRET);
  }

  @Override
  public SealException rubbish() {
    return misbehaved("the master key did not give back what it wrapped");
  }

  private MasterKey key(String id) {
    MasterKey key = keys.get(id);
    if (key == null) {
      throw new SealException(FailureReason.MASTER_KEY_WRONG, "wrapped by a master key that is not among those given");
    }
    return key;
  }

  private boolean opensAgain(MasterKey key, byte[] wrapped, byte[] payload, byte[] associatedData) {
    byte[] again = {};
    try {
      again = answer(() -> key.unwrap(wrapped.clone(), associatedData.clone()), MAX_SECRET);
      return MessageDigest.isEqual(payload, again);
    } catch (SealException e) {
      if (e.reason() == FailureReason.SEAL_BROKEN) {
        return false;
      }
      throw e;
    } finally {
      Arrays.fill(again, (byte) 0);
    }
  }

  private byte[] answer(Supplier<byte[]> call, int limit) {
    byte @Nullable [] answer;
    try {
      answer = call.get();
    } catch (SealException e) {
      if (e.reason() == FailureReason.SEAL_UNAVAILABLE) {
        isFailing = true;
      }
      throw e;
    } catch (RuntimeException e) {
      isFailing = true;
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "the master key failed", e);
    }
    if (Objects.isNull(answer) || answer.length == 0 || answer.length > limit) {
      throw misbehaved("the master key answered nothing, or too much");
    }
    isFailing = false;
    return answer.clone();
  }

  private static String checkedId(MasterKey key) {
    String id = key.id();
    if (!ID.matcher(id).matches()) {
      throw new InvalidInputException("master key id: " + id.length() + " characters (expected: 1..64 visible ASCII)");
    }
    return id;
  }

  private static boolean contains(byte[] wrapped, byte[] payload) {
    int secret = Math.min(payload.length, Derivation.KEY_SIZE);
    for (int at = 0; at + secret <= wrapped.length; at++) {
      if (Arrays.equals(wrapped, at, at + secret, payload, 0, secret)) {
        return true;
      }
    }
    return false;
  }

  private SealException misbehaved(String message) {
    isFailing = true;
    return new SealException(FailureReason.SEAL_UNAVAILABLE, message);
  }
}
