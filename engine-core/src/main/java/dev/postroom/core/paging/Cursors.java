package dev.postroom.core.paging;

import dev.postroom.core.crypto.EngineSecret;
import dev.postroom.error.InvalidCursorException;
import dev.postroom.paging.PageCursor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * Writes and reads cursors: a place in a list, masked, and a MAC of it together with the list that it belongs to. A cursor of another
 * list, scope or query has another MAC, so it is refused like one that was altered.
 *
 * <p>
 * The mask hides the place from who holds the cursor: a place in the log counts the events of all tenants. It is made from the MAC,
 * so it is another one for each place and list.
 */
public final class Cursors {
  private static final String PURPOSE = "page cursor 1";
  private static final String MASK_PURPOSE = "page cursor mask 1";
  private static final int PLACE_SIZE = 16;
  private static final int MAC_SIZE = 16;

  private final EngineSecret secret;

  public Cursors(EngineSecret secret) {
    this.secret = secret;
  }

  /** A cursor after an id. */
  public PageCursor after(String list, UUID id) {
    byte[] place = ByteBuffer.allocate(PLACE_SIZE)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
    byte[] mac = Arrays.copyOf(mac(list, place), MAC_SIZE);
    byte[] text = Arrays.copyOf(masked(place, mac), PLACE_SIZE + MAC_SIZE);
    System.arraycopy(mac, 0, text, PLACE_SIZE, MAC_SIZE);
    return new PageCursor(encode(text));
  }

  /** A cursor after a position. */
  public PageCursor after(String list, long position) {
    return after(list, new UUID(0, position));
  }

  public UUID id(String list, PageCursor cursor) {
    ByteBuffer place = read(list, cursor);
    return new UUID(place.getLong(), place.getLong());
  }

  public long position(String list, PageCursor cursor) {
    return id(list, cursor).getLeastSignificantBits();
  }

  private ByteBuffer read(String list, PageCursor cursor) {
    byte[] text = decode(cursor.text());
    byte[] mac = Arrays.copyOfRange(text, PLACE_SIZE, text.length);
    byte[] place = masked(Arrays.copyOf(text, PLACE_SIZE), mac);
    byte[] expected = Arrays.copyOf(mac(list, place), MAC_SIZE);
    if (!MessageDigest.isEqual(expected, mac)) {
      throw invalid();
    }
    return ByteBuffer.wrap(place);
  }

  /** Puts the mask on, or takes it off. */
  private byte[] masked(byte[] place, byte[] mac) {
    byte[] mask = secret.mac(MASK_PURPOSE, mac);
    byte[] masked = new byte[PLACE_SIZE];
    for (int i = 0; i < PLACE_SIZE; i++) {
      masked[i] = (byte) (place[i] ^ mask[i]);
    }
    return masked;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Only the one text that stands for the bytes: base 64 leaves bits over at the end, and padding. */
  private static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw invalid();
    }
    if (bytes.length != PLACE_SIZE + MAC_SIZE || !encode(bytes).equals(text)) {
      throw invalid();
    }
    return bytes;
  }

  private byte[] mac(String list, byte[] place) {
    ByteArrayOutputStream bound = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(bound)) {
      byte[] name = list.getBytes(StandardCharsets.UTF_8);
      fields.writeInt(name.length);
      fields.write(name);
      fields.write(place);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return secret.mac(PURPOSE, bound.toByteArray());
  }

  private static InvalidCursorException invalid() {
    return new InvalidCursorException("cursor: invalid (expected: the cursor of a page of the same list and query)");
  }
}
