package dev.postroom.store.h2.redo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a group. The text of a statement is written where it is used first and has a number from then on, since it is longer
 * than most of what is bound to it.
 */
final class GroupFormat {
  private static final byte NULL = 0;
  private static final byte FALSE = 1;
  private static final byte TRUE = 2;
  private static final byte SHORT = 3;
  private static final byte INTEGER = 4;
  private static final byte LONG = 5;
  private static final byte TEXT = 6;
  private static final byte OCTETS = 7;
  private static final byte ID = 8;

  private GroupFormat() {}

  /** Refuses what could not be written. */
  static @Nullable Object requireKnown(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean known -> known;
      case Short known -> known;
      case Integer known -> known;
      case Long known -> known;
      case String known -> known;
      case byte[] known -> known;
      case UUID known -> known;
      default -> throw new IllegalArgumentException("value: of a type that is not recorded");
    };
  }

  /** Numbers are given to texts that have none yet. */
  static void write(OctetSink target, List<Change> changes, Map<String, Integer> numbers) {
    for (Change change : changes) {
      Integer known = numbers.get(change.statement());
      if (known == null) {
        target.putInt(numbers.size());
        target.putOctets(change.statement().getBytes(UTF_8));
        numbers.put(change.statement(), numbers.size());
      } else {
        target.putInt(known);
      }
      target.putInt(change.rows());
      target.putInt(change.bound().size());
      change.bound().forEach(value -> write(target, value));
    }
  }

  private static void write(OctetSink target, @Nullable Object value) {
    switch (value) {
      case null -> target.put(NULL);
      case Boolean known -> target.put(known ? TRUE : FALSE);
      case Short known -> target.put(SHORT).putLong(known);
      case Integer known -> target.put(INTEGER).putLong(known);
      case Long known -> target.put(LONG).putLong(known);
      case String known -> target.put(TEXT).putOctets(known.getBytes(UTF_8));
      case byte[] known -> target.put(OCTETS).putOctets(known);
      case UUID known ->
          target.put(ID).putLong(known.getMostSignificantBits()).putLong(known.getLeastSignificantBits());
      default -> throw new IllegalArgumentException("value: of a type that is not recorded");
    }
  }

  /**
   * Texts that come for the first time are added.
   *
   * @throws IllegalArgumentException
   *           when no group was written like this
   */
  static List<Change> read(ByteBuffer source, List<String> texts) {
    List<Change> changes = new ArrayList<>();
    try {
      while (source.hasRemaining()) {
        String statement = statement(source, texts);
        int rows = source.getInt();
        int count = source.getInt();
        List<@Nullable Object> bound = new ArrayList<>();
        for (int index = 0; index < count; index++) {
          bound.add(value(source));
        }
        changes.add(new Change(statement, bound, rows));
      }
      return changes;
    } catch (BufferUnderflowException | IndexOutOfBoundsException noGroup) {
      throw new IllegalArgumentException("group: ends early", noGroup);
    }
  }

  private static String statement(ByteBuffer source, List<String> texts) {
    int number = source.getInt();
    if (number == texts.size()) {
      texts.add(new String(octets(source), UTF_8));
    }
    return texts.get(number);
  }

  private static @Nullable Object value(ByteBuffer source) {
    byte type = source.get();
    return switch (type) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case SHORT -> (short) source.getLong();
      case INTEGER -> (int) source.getLong();
      case LONG -> source.getLong();
      case TEXT -> new String(octets(source), UTF_8);
      case OCTETS -> octets(source);
      case ID -> new UUID(source.getLong(), source.getLong());
      default -> throw new IllegalArgumentException("group: a value of no known type");
    };
  }

  private static byte[] octets(ByteBuffer source) {
    int length = source.getInt();
    if (length < 0 || length > source.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] octets = new byte[length];
    source.get(octets);
    return octets;
  }
}
