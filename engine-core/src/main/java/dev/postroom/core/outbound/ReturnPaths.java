package dev.postroom.core.outbound;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.crypto.EngineSecret;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes and reads the addresses to which bounces come back: one for each delivery, so that a report is matched by where it arrives
 * and not by what it says (variable envelope return paths).
 *
 * <p>
 * The local part is a prefix and 30 octets in 48 digits of base 32, which leave no bit over: an id of 16 octets, masked; a MAC of 8
 * octets over tenant, workspace, mailbox and id; a MAC of 6 octets over all of that and the domain. The last one lets an altered
 * address be refused before anything is looked up; the middle one binds what is found to its mailbox. The mask is made from the
 * MACs, so neither times nor order can be seen. Case is of no account, and no character needs quoting. The prefix is none of those by
 * which machines that answer tell other machines: what answers a message automatically answers here.
 */
public final class ReturnPaths {
  private static final String MAILBOX_PURPOSE = "return path mailbox 1";
  private static final String ADDRESS_PURPOSE = "return path address 1";
  private static final String MASK_PURPOSE = "return path mask 1";

  private static final String PREFIX = "return-";
  private static final int ID_SIZE = 16;
  private static final int MAILBOX_MAC_SIZE = 8;
  private static final int ADDRESS_MAC_SIZE = 6;
  private static final int SIZE = ID_SIZE + MAILBOX_MAC_SIZE + ADDRESS_MAC_SIZE;
  private static final int BASE = 32;
  private static final int DIGITS = SIZE * Byte.SIZE / 5;
  private static final Pattern LOCAL_PART = Pattern.compile(PREFIX + "([0-9a-v]{" + DIGITS + "})");

  private final EngineSecret secret;

  public ReturnPaths(EngineSecret secret) {
    this.secret = secret;
  }

  /**
   * The return path of something that a mailbox sends.
   *
   * @param id
   *          what is sent: of a delivery, or of a message
   * @param domain
   *          a domain whose mail arrives here, at most 198 characters
   * @return an address with a local part of 55 octets
   * @throws dev.postroom.error.InvalidInputException
   *           when the domain is too long for the address
   */
  public EmailAddress make(Scope.OfMailbox mailbox, UUID id, DomainName domain) {
    byte[] plain = octets(id);
    byte[] mailboxMac = mailboxMac(mailbox, plain);
    byte[] addressMac = addressMac(plain, mailboxMac, domain);
    byte[] text = ByteBuffer.allocate(SIZE)
        .put(masked(plain, mailboxMac, addressMac))
        .put(mailboxMac)
        .put(addressMac)
        .array();
    return EmailAddress.of(PREFIX + digits(text), domain);
  }

  /** Reads an address that {@link #make} made with this secret; nothing for any other, altered ones and other domains included. */
  public Optional<ReturnPath> read(EmailAddress address) {
    var local = LOCAL_PART.matcher(address.canonicalLocalPart());
    return local.matches() ? address.domain().flatMap(domain -> read(octets(local.group(1)), domain))
        : Optional.empty();
  }

  private Optional<ReturnPath> read(byte[] text, DomainName domain) {
    byte[] mailboxMac = Arrays.copyOfRange(text, ID_SIZE, ID_SIZE + MAILBOX_MAC_SIZE);
    byte[] addressMac = Arrays.copyOfRange(text, ID_SIZE + MAILBOX_MAC_SIZE, SIZE);
    byte[] plain = masked(Arrays.copyOf(text, ID_SIZE), mailboxMac, addressMac);
    if (!MessageDigest.isEqual(addressMac(plain, mailboxMac, domain), addressMac)) {
      return Optional.empty();
    }
    ByteBuffer id = ByteBuffer.wrap(plain);
    return Optional.of(new ReturnPath(new UUID(id.getLong(), id.getLong()),
        mailbox -> MessageDigest.isEqual(mailboxMac(mailbox, plain), mailboxMac)));
  }

  private byte[] mailboxMac(Scope.OfMailbox mailbox, byte[] id) {
    byte[] data = ByteBuffer.allocate(4 * ID_SIZE)
        .put(octets(mailbox.tenant().value()))
        .put(octets(mailbox.workspace().value()))
        .put(octets(mailbox.mailbox().value()))
        .put(id)
        .array();
    return Arrays.copyOf(secret.mac(MAILBOX_PURPOSE, data), MAILBOX_MAC_SIZE);
  }

  /** The parts before the domain have a fixed length, so no two addresses give the same data. */
  private byte[] addressMac(byte[] id, byte[] mailboxMac, DomainName domain) {
    byte[] name = domain.value().getBytes(StandardCharsets.US_ASCII);
    byte[] data =
        ByteBuffer.allocate(ID_SIZE + MAILBOX_MAC_SIZE + name.length).put(id).put(mailboxMac).put(name).array();
    return Arrays.copyOf(secret.mac(ADDRESS_PURPOSE, data), ADDRESS_MAC_SIZE);
  }

  /** Puts the mask on, or takes it off. */
  private byte[] masked(byte[] id, byte[] mailboxMac, byte[] addressMac) {
    byte[] macs = ByteBuffer.allocate(MAILBOX_MAC_SIZE + ADDRESS_MAC_SIZE).put(mailboxMac).put(addressMac).array();
    byte[] mask = secret.mac(MASK_PURPOSE, macs);
    byte[] masked = new byte[ID_SIZE];
    for (int i = 0; i < ID_SIZE; i++) {
      masked[i] = (byte) (id[i] ^ mask[i]);
    }
    return masked;
  }

  private static byte[] octets(UUID id) {
    return ByteBuffer.allocate(ID_SIZE)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** Base 32 with the extended hex alphabet (RFC 4648, section 7), which is how Java writes numbers to that base. */
  private static String digits(byte[] octets) {
    String number = new BigInteger(1, octets).toString(BASE);
    return "0".repeat(DIGITS - number.length()) + number;
  }

  private static byte[] octets(String digits) {
    byte[] number = new BigInteger(digits, BASE).toByteArray();
    byte[] octets = new byte[SIZE];
    int size = Math.min(number.length, SIZE);
    System.arraycopy(number, number.length - size, octets, SIZE - size, size);
    return octets;
  }
}
