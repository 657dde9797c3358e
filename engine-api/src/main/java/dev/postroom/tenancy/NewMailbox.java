package dev.postroom.tenancy;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import dev.postroom.id.ExternalId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a mailbox is made from. Immutable: each option gives a new value, and may be said once.
 *
 * @param address
 *          the primary address
 * @param aliases
 *          other addresses that are delivered to it
 * @param externalId
 *          the host's own id; the canonical primary address when nothing is said
 * @param displayName
 *          its name
 * @param quota
 *          the octets of mail from which on it takes no more; unlimited when nothing is said
 */
public record NewMailbox(EmailAddress address, List<EmailAddress> aliases, Optional<ExternalId> externalId,
    Optional<String> displayName, OptionalLong quota) {
  private static final int MAX_ALIASES = 100;
  private static final int MAX_NAME = 200;

  /**
   * Checks and copies.
   *
   * @throws InvalidInputException
   *           when there are more than 100 aliases, the name is over 200 characters or holds control characters, or the quota is
   *           negative
   */
  public NewMailbox {
    aliases = List.copyOf(aliases);
    if (aliases.size() > MAX_ALIASES) {
      throw new InvalidInputException("aliases: " + aliases.size() + " (expected: 0.." + MAX_ALIASES + ")");
    }
    displayName.ifPresent(name -> Names.check("displayName", name, MAX_NAME));
    if (quota.isPresent() && quota.getAsLong() < 0) {
      throw new InvalidInputException("quota: " + quota.getAsLong() + " (expected: 0 or more)");
    }
  }

  /**
   * A mailbox with one address.
   *
   * @param address
   *          the primary address, on a domain of the workspace or on the platform's
   * @return what to make
   */
  public static NewMailbox at(EmailAddress address) {
    return new NewMailbox(address, List.of(), Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /**
   * A mailbox with one address.
   *
   * @param address
   *          the primary address as text
   * @return what to make
   * @throws InvalidInputException
   *           when it is not an address
   */
  public static NewMailbox at(String address) {
    return at(EmailAddress.parse(address));
  }

  /**
   * One alias more.
   *
   * @param alias
   *          another address that is delivered to the mailbox
   * @return a new value
   */
  public NewMailbox alias(EmailAddress alias) {
    return new NewMailbox(address, Stream.concat(aliases.stream(), Stream.of(alias)).toList(), externalId, displayName,
        quota);
  }

  /**
   * The host's own id.
   *
   * @param id
   *          unique among the mailboxes of the workspace
   * @return a new value
   */
  public NewMailbox externalId(String id) {
    Once.check("externalId", externalId.isPresent());
    return new NewMailbox(address, aliases, Optional.of(new ExternalId(id)), displayName, quota);
  }

  /**
   * The mailbox's name.
   *
   * @param name
   *          at most 200 characters
   * @return a new value
   */
  public NewMailbox displayName(String name) {
    Once.check("displayName", displayName.isPresent());
    return new NewMailbox(address, aliases, externalId, Optional.of(name), quota);
  }

  /**
   * The octets of mail from which on the mailbox takes no more; the message that reaches them is still taken.
   *
   * @param octets
   *          0 or more
   * @return a new value
   */
  public NewMailbox quota(long octets) {
    Once.check("quota", quota.isPresent());
    return new NewMailbox(address, aliases, externalId, displayName, OptionalLong.of(octets));
  }
}
