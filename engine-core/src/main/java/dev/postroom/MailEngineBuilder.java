package dev.postroom;

import dev.postroom.access.AccessVeto;
import dev.postroom.address.DomainName;
import dev.postroom.core.Engine;
import dev.postroom.core.EngineParts;
import dev.postroom.core.dns.DnsJavaResolver;
import dev.postroom.core.domain.MailHosts;
import dev.postroom.core.outbound.OutboundParts;
import dev.postroom.core.outbound.RetrySchedule;
import dev.postroom.error.InvalidInputException;
import dev.postroom.policy.ReputationRule;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.inbound.InboundTransport;
import dev.postroom.spi.outbound.OutboundTransport;
import dev.postroom.spi.store.MailStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts an engine together. What it needs was said at {@link MailEngine#builder}; each option may be said once, but for listeners and
 * former master keys, of which there may be several. For one thread.
 */
public final class MailEngineBuilder {
  private static final long DEFAULT_MAX_SIZE = 50L << 20;
  private static final long LARGEST_MAX_SIZE = 1L << 30;
  private static final int DEFAULT_MAX_RECIPIENTS = 100;
  private static final int LARGEST_MAX_RECIPIENTS = 1_000;
  private static final Duration LONGEST_TIME_TO_LIVE = Duration.ofDays(30);

  private final MailStore store;
  private final MasterKey masterKey;
  private final List<MasterKey> formerMasterKeys = new ArrayList<>();
  private final List<InboundTransport> listeners = new ArrayList<>();
  private Optional<MessageListener> onMessage = Optional.empty();
  private Optional<AccessVeto> veto = Optional.empty();
  private Optional<OutboundTransport> transport = Optional.empty();
  private Optional<ReputationRule> reputation = Optional.empty();
  private Optional<Duration> timeToLive = Optional.empty();
  private Optional<Integer> maxRecipients = Optional.empty();
  private Optional<DnsResolver> dns = Optional.empty();
  private Optional<DomainName> mailHost = Optional.empty();
  private Optional<DnsName> spfInclude = Optional.empty();
  private Optional<Clock> clock = Optional.empty();
  private Optional<SecureRandom> random = Optional.empty();
  private Optional<Path> spoolFolder = Optional.empty();
  private Optional<Long> maxMessageSize = Optional.empty();

  MailEngineBuilder(MailStore store, MasterKey masterKey) {
    this.store = store;
    this.masterKey = masterKey;
  }

  /**
   * A master key that is no longer wrapped with, but still opens what it wrapped.
   *
   * @param former
   *          the key
   * @return this
   */
  public MailEngineBuilder formerMasterKey(MasterKey former) {
    formerMasterKeys.add(former);
    return this;
  }

  /**
   * Something that takes mail from outside; started and closed with the engine.
   *
   * @param listener
   *          for example an SMTP server
   * @return this
   */
  public MailEngineBuilder listen(InboundTransport listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * What hands mail over to other servers; closed with the engine. Without one, mail is sent only between mailboxes of this engine.
   *
   * @param outbound
   *          for example a relay
   * @return this
   */
  public MailEngineBuilder deliverBy(OutboundTransport outbound) {
    once("deliverBy", transport);
    transport = Optional.of(outbound);
    return this;
  }

  /**
   * When a mailbox pauses its own sending; {@link ReputationRule#USUAL} when nothing is said.
   *
   * @param rule
   *          the rule
   * @return this
   */
  public MailEngineBuilder reputation(ReputationRule rule) {
    once("reputation", reputation);
    reputation = Optional.of(rule);
    return this;
  }

  /**
   * How long a message is tried to be handed over, from the time on when it is first due; five days when nothing is said.
   *
   * @param time
   *          a minute to 30 days
   * @return this
   * @throws InvalidInputException
   *           when it is out of its range
   */
  public MailEngineBuilder timeToLive(Duration time) {
    once("timeToLive", timeToLive);
    if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(LONGEST_TIME_TO_LIVE) > 0) {
      throw new InvalidInputException("timeToLive: " + time + " (expected: PT1M.." + LONGEST_TIME_TO_LIVE + ")");
    }
    timeToLive = Optional.of(time);
    return this;
  }

  /**
   * The most recipients of one message that is sent; 100 when nothing is said.
   *
   * @param recipients
   *          1 to 1,000
   * @return this
   * @throws InvalidInputException
   *           when it is out of its range
   */
  public MailEngineBuilder maxRecipients(int recipients) {
    once("maxRecipients", maxRecipients);
    if (recipients < 1 || recipients > LARGEST_MAX_RECIPIENTS) {
      throw new InvalidInputException(
          "maxRecipients: " + recipients + " (expected: 1.." + LARGEST_MAX_RECIPIENTS + ")");
    }
    maxRecipients = Optional.of(recipients);
    return this;
  }

  /**
   * Is told of every message that arrives from the first start with it on, also of those that came while it was away.
   *
   * @param listener
   *          the operator's ear
   * @return this
   */
  public MailEngineBuilder onMessage(MessageListener listener) {
    once("onMessage", onMessage);
    onMessage = Optional.of(listener);
    return this;
  }

  /**
   * A rule of the host that may forbid what a key is granted.
   *
   * @param rule
   *          the rule
   * @return this
   */
  public MailEngineBuilder veto(AccessVeto rule) {
    once("veto", veto);
    veto = Optional.of(rule);
    return this;
  }

  /**
   * The name of the host that mail comes to and leaves from, for the records that domains publish. When nothing is said, they are told
   * of none, and who publishes them has to know where mail goes.
   *
   * @param name
   *          the name of a host with addresses, for example {@code mx.example.com}
   * @return this
   * @throws InvalidInputException
   *           when it is no host name
   */
  public MailEngineBuilder mailHost(String name) {
    once("mailHost", mailHost);
    mailHost = Optional.of(DomainName.of(name));
    return this;
  }

  /**
   * The name whose SPF record lists the hosts that mail leaves from (RFC 7208, section 5.2), for the records that domains publish: a
   * relay's provider tells it. When nothing is said, mail leaves from the mail host.
   *
   * @param name
   *          a name in the domain name system, for example {@code _spf.relay.example}
   * @return this
   * @throws InvalidInputException
   *           when it is no such name
   */
  public MailEngineBuilder spfInclude(String name) {
    once("spfInclude", spfInclude);
    spfInclude = Optional.of(new DnsName(name));
    return this;
  }

  /**
   * What answers questions to the domain name system; the servers that the system is set up with when nothing is said.
   *
   * @param resolver
   *          the resolver
   * @return this
   */
  public MailEngineBuilder dns(DnsResolver resolver) {
    once("dns", dns);
    dns = Optional.of(resolver);
    return this;
  }

  /**
   * The largest message that is taken in; 50 MiB when nothing is said.
   *
   * @param octets
   *          1 to 1 GiB
   * @return this
   * @throws InvalidInputException
   *           when it is out of its range
   */
  public MailEngineBuilder maxMessageSize(long octets) {
    once("maxMessageSize", maxMessageSize);
    if (octets < 1 || octets > LARGEST_MAX_SIZE) {
      throw new InvalidInputException("maxMessageSize: " + octets + " (expected: 1.." + LARGEST_MAX_SIZE + ")");
    }
    maxMessageSize = Optional.of(octets);
    return this;
  }

  /**
   * Where large messages on their way in are kept, sealed, until they are stored; the system's folder for temporary files when
   * nothing is said.
   *
   * @param folder
   *          a folder that exists
   * @return this
   * @throws InvalidInputException
   *           when it does not
   */
  public MailEngineBuilder spoolFolder(Path folder) {
    once("spoolFolder", spoolFolder);
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("spoolFolder: " + folder + " (expected: a folder that exists)");
    }
    spoolFolder = Optional.of(folder);
    return this;
  }

  /**
   * The clock; the system's in UTC when nothing is said.
   *
   * @param time
   *          the clock
   * @return this
   */
  public MailEngineBuilder clock(Clock time) {
    once("clock", clock);
    clock = Optional.of(time);
    return this;
  }

  /**
   * The source of randomness for ids and secrets; the platform's default when nothing is said.
   *
   * @param source
   *          the source
   * @return this
   */
  public MailEngineBuilder random(SecureRandom source) {
    once("random", random);
    random = Optional.of(source);
    return this;
  }

  /**
   * Starts the engine, and its listeners last.
   *
   * @return the running engine, to be closed
   * @throws dev.postroom.error.SealException
   *           with the reason {@code MASTER_KEY_WRONG} when the store was sealed under another master key, or
   *           {@code SEAL_UNAVAILABLE} when the master key cannot be used now; the store is closed then, unchanged
   * @throws java.io.UncheckedIOException
   *           when a listener cannot start; all is closed then
   */
  public MailEngine start() {
    EngineParts parts = new EngineParts(store, masterKey, formerMasterKeys, veto.orElseGet(AccessVeto::none),
        new OutboundParts(transport, new MailHosts(mailHost, spfInclude), dns.orElseGet(DnsJavaResolver::ofSystem),
            timeToLive.orElse(RetrySchedule.USUAL_TIME_TO_LIVE), maxRecipients.orElse(DEFAULT_MAX_RECIPIENTS)),
        reputation.orElse(ReputationRule.USUAL), clock.orElseGet(Clock::systemUTC),
        random.orElseGet(SecureRandom::new),
        spoolFolder.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))),
        maxMessageSize.orElse(DEFAULT_MAX_SIZE));
    return new MailEngine(Engine.start(parts, listeners, onMessage));
  }

  private static void once(String option, Optional<?> said) {
    if (said.isPresent()) {
      throw new InvalidInputException(option + ": said twice (expected: once)");
    }
  }
}
