package dev.postroom.address;

import dev.postroom.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * One e-mail address: a Mailbox by RFC 5321, section 4.1.2, with the international forms of RFC 6531, section 3.3.
 *
 * <p>
 * Two addresses are equal when their {@link #canonical() canonical} texts are: local parts are compared without regard to case
 * and quoting, domains as {@link DomainName} does. The local part is kept as it was written, for display and for the wire.
 * Values are immutable and may be shared between threads.
 */
public final class EmailAddress {
  static final int MAX_LOCAL_OCTETS = 64;
  static final int MAX_OCTETS = 254;

  private final String localPart;
  private final String domain;
  private final String canonicalLocalPart;

  private EmailAddress(String localPart, String domain) {
    this(localPart, domain, composed(localPart.toLowerCase(Locale.ROOT)));
  }

  private EmailAddress(String localPart, String domain, String canonicalLocalPart) {
    this.localPart = localPart;
    this.domain = domain;
    this.canonicalLocalPart = canonicalLocalPart;
  }

  /**
   * Reads an address, without display name and angle brackets.
   *
   * @param text
   *          for example {@code support@acme.example}, {@code "a b"@acme.example} or {@code jürgen@bücher.example}
   * @return the address
   * @throws InvalidInputException
   *           when the text is not a Mailbox, its local part is over 64 octets or all of it is over 254
   */
  public static EmailAddress parse(String text) {
    int plainEnd = AddressText.endOfPlainLocalPart(text);
    return plainEnd > 0 && DomainName.isPlain(text, plainEnd + 1) ? plain(text, plainEnd) : any(text);
  }

  /** Most addresses are ASCII and mean what they say: there is nothing to compose, to unquote or to convert. */
  private static EmailAddress plain(String text, int at) {
    if (at > MAX_LOCAL_OCTETS || text.length() > MAX_OCTETS) {
      throw AddressText.malformed();
    }
    String local = text.substring(0, at);
    return new EmailAddress(local, text.substring(at + 1).toLowerCase(Locale.ROOT), local.toLowerCase(Locale.ROOT));
  }

  private static EmailAddress any(String text) {
    String normal = composed(text);
    int at = AddressText.endOfLocalPart(normal);
    String local = composed(AddressText.unquoted(normal.substring(0, at)));
    String domainText = normal.substring(at + 1);
    String domain = domainText.startsWith("[") ? AddressText.literal(domainText) : DomainName.of(domainText).value();
    EmailAddress address = new EmailAddress(local, domain);
    if (address.isTooLong()) {
      throw AddressText.malformed();
    }
    return address;
  }

  /**
   * Puts an address together.
   *
   * @param localPart
   *          the local part, unquoted
   * @param domain
   *          the domain
   * @return the address
   * @throws InvalidInputException
   *           when the local part is empty, too long or holds control characters
   */
  public static EmailAddress of(String localPart, DomainName domain) {
    return parse(AddressText.quoted(localPart) + '@' + domain.value());
  }

  /**
   * The part before the at sign, without quotes, as it was written.
   *
   * @return the local part
   */
  public String localPart() {
    return localPart;
  }

  /**
   * The domain, unless the address ends in an address literal such as {@code [192.0.2.1]}.
   *
   * @return the normalised domain
   */
  public Optional<DomainName> domain() {
    return domain.startsWith("[") ? Optional.empty() : Optional.of(new DomainName(domain));
  }

  /**
   * The text by which addresses are compared: the local part in lower case and in Unicode's form NFC, the domain in A-labels.
   *
   * @return the canonical text
   */
  public String canonical() {
    return AddressText.quoted(canonicalLocalPart) + '@' + domain;
  }

  /**
   * The local part as stores and routes compare it: without quotes, in lower case and in Unicode's form NFC.
   *
   * @return the local part of the canonical text
   */
  public String canonicalLocalPart() {
    return canonicalLocalPart;
  }

  /**
   * The domain as lists compare it: normalised as {@link DomainName} does it, or an address literal with its brackets.
   *
   * @return what follows the at sign in the canonical text
   */
  public String canonicalDomain() {
    return domain;
  }

  /**
   * The address before a plus-tag, to which mail for the tagged one goes unless a mailbox has that very address (RFC 5233).
   *
   * @return {@code support@acme.example} for {@code support+deals@acme.example}; empty when there is no plus, or nothing before it
   */
  public Optional<EmailAddress> withoutTag() {
    int plus = localPart.indexOf('+');
    return plus > 0 ? Optional.of(new EmailAddress(localPart.substring(0, plus), domain)) : Optional.empty();
  }

  /**
   * Whether the address needs SMTPUTF8 on the wire (RFC 6531).
   *
   * @return true when the local part is not ASCII
   */
  public boolean isInternational() {
    return localPart.chars().anyMatch(c -> c > 126);
  }

  /** Both spellings count: the canonical one is stored, and can hold more octets than the one that was written. */
  private boolean isTooLong() {
    return Math.max(octets(localPart), octets(canonicalLocalPart)) > MAX_LOCAL_OCTETS
        || Math.max(octets(toString()), octets(canonical())) > MAX_OCTETS;
  }

  /** Unquoting and lower case can each bring a letter and its accent together, so each is composed anew. */
  private static String composed(String text) {
    return AddressText.isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress address && canonicalLocalPart.equals(address.canonicalLocalPart)
        && domain.equals(address.domain);
  }

  @Override
  public int hashCode() {
    return 31 * canonicalLocalPart.hashCode() + domain.hashCode();
  }

  /** The address as it goes on the wire, the local part quoted where it must be. */
  @Override
  public String toString() {
    return AddressText.quoted(localPart) + '@' + domain;
  }
}
