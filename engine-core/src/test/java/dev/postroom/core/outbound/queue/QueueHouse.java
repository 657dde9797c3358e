package dev.postroom.core.outbound.queue;

import static org.awaitility.Awaitility.await;

import dev.postroom.TinkMasterKey;
import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.TenantRegistry;
import dev.postroom.core.Rungs;
import dev.postroom.core.Tools;
import dev.postroom.core.access.LiveKeys;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.crypto.EngineSecret;
import dev.postroom.core.crypto.KeyFileText;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.core.crypto.PlaceCipher;
import dev.postroom.core.domain.DomainKeys;
import dev.postroom.core.domain.DomainProof;
import dev.postroom.core.domain.MailHosts;
import dev.postroom.core.domain.Ownership;
import dev.postroom.core.event.Changes;
import dev.postroom.core.event.EventSignal;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.inbound.Recipients;
import dev.postroom.core.inbound.Routes;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.mailbox.MessageLists;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.ParseLimits;
import dev.postroom.core.outbound.Breakers;
import dev.postroom.core.outbound.RetrySchedule;
import dev.postroom.core.outbound.ReturnPaths;
import dev.postroom.core.outbound.bounce.ReturnAddresses;
import dev.postroom.core.outbound.egress.Egresses;
import dev.postroom.core.outbound.send.Sender;
import dev.postroom.core.outbound.send.Sending;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.spool.Spools;
import dev.postroom.core.tenant.OperatorRegistry;
import dev.postroom.core.tenant.OperatorSessions;
import dev.postroom.core.tenant.Tenancy;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.policy.ReputationRule;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.inbound.InboundTransaction;
import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.outbound.RunningOutbound;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.spi.store.Token;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The rooms that a queue needs, whose rounds a test goes itself: over a store, a clock that is set and a transport that is scripted. */
final class QueueHouse {
  static final Duration TIME_TO_LIVE = Duration.ofHours(6);
  static final int FAILURES_IN_ROW = 3;
  static final int AT_ONCE = 20;
  static final int PLACES = 200;

  final SettableClock clock;
  final MailStore store;
  final Turns turns = new Turns();
  final Lanes lanes;
  final Leasing leasing;
  final Policies policies;
  final DeliveryDesk desk;
  final Queue queue;
  final TenantRegistry tenants;
  private final KeyLadder ladder;
  private final IdSource ids;
  private final Changes changes;
  private final HandOver handOver;
  private final Sending sending;

  QueueHouse(MailStore store, ScriptedTransport script, Executor threads) {
    this(store, SettableClock.standing(), script, threads);
  }

  /** Over the same store and clock as another house: as after a restart. */
  QueueHouse(MailStore store, SettableClock clock, ScriptedTransport script, Executor threads) {
    this(store, clock, script, threads, UnaryOperator.identity());
  }

  /** The same, with a master key that does otherwise. */
  QueueHouse(MailStore store, SettableClock clock, ScriptedTransport script, Executor threads,
      UnaryOperator<MasterKey> masterKey) {
    this.clock = clock;
    this.store = store;
    SecureRandom random = new SecureRandom();
    this.ladder = new KeyLadder(store.vault(),
        MasterKeys.of(masterKey.apply(TinkMasterKey.of("test", KeyFileText.aead(new byte[32]))), List.of()), random,
        1000);
    EngineSecret secret = ladder.engine();
    this.ids = new IdSource(clock, random);
    this.changes = new Changes(store, ids, clock, new EventSignal());
    Tools tools = new Tools(store, ladder, changes, new Cursors(secret), ids, random, clock);
    LiveStandings standings = new LiveStandings(store, changes.undecided());
    Routes routes = new Routes(store, standings, changes.undecided());
    ReturnPaths returnPaths = new ReturnPaths(secret);
    Recipients recipients = new Recipients(routes, new ReturnAddresses(returnPaths, store), standings);
    DomainKeys domainKeys = new DomainKeys(store, ladder, secret.cipher(), changes, random, clock);
    Egresses egresses = new Egresses(store, ladder, changes);
    MessageParser parser = new MessageParser(ParseLimits.STANDARD);
    Messages messages =
        new Messages(store, ladder, changes, new MessageLists(store, ladder, tools.cursors()), parser,
            tools.clock());
    MailboxQuotas quotas = new MailboxQuotas(store, changes.undecided());
    this.policies = new Policies(store, ladder, changes, tools.cursors(), ids, random, clock, Runnable::run,
        ReputationRule.USUAL);
    this.tenants = new OperatorRegistry(
        new Tenancy(tools, new Tenancy.Neighbours(new LiveKeys(store, standings, changes.undecided()), standings,
            routes, quotas, domainKeys,
            new DomainProof(new Ownership(secret), new MailHosts(Optional.empty(), Optional.empty()),
                ScriptedDns.empty()),
            policies,
            egresses, Runnable::run)),
        new NoSessions());
    Sending.Rules rules = new Sending.Rules(policies, quotas, recipients, standings, true, 100, TIME_TO_LIVE);
    RunningOutbound transport = script.start(DomainName.of("mx.host.example"), ScriptedDns.empty());
    Breakers breakers = new Breakers(clock, FAILURES_IN_ROW);
    this.lanes = new Lanes(threads, AT_ONCE, PLACES);
    InHand inHand = new InHand();
    this.leasing =
        new Leasing(store, changes, ladder, new Destinations(recipients, egresses, transport.standardEgress()),
            breakers, lanes, inHand, turns, clock);
    Settlement settlement =
        new Settlement(changes, ladder, new RetrySchedule(random), new PolicyAftermath(policies), turns, clock);
    this.handOver = new HandOver(Sending.recheck(rules), messages, new DkimSigning(domainKeys, clock),
        returnPaths, new LocalDelivery(new NobodyHere()), transport, breakers, settlement);
    this.queue =
        new Queue(store, turns, lanes, inHand, leasing, handOver, Executors.newVirtualThreadPerTaskExecutor(), clock);
    this.sending = Sending.of(tools, rules, messages, parser,
        new Spools(Path.of(System.getProperty("java.io.tmpdir")), MailboxCipher.ofThisProcess(random), 1 << 20), queue);
    this.desk = new DeliveryDesk(tools, queue, new PolicyAftermath(policies), TIME_TO_LIVE);
  }

  /** A mailbox of a workspace of its own, or of the one that was called so before. */
  Scope.OfMailbox mailbox(String workspace, String localPart) {
    return tenants.create("product")
        .createWorkspace(workspace, workspace)
        .claimDomain(workspace + ".example")
        .confirm()
        .createMailbox(localPart)
        .scope();
  }

  SendReceipt send(Scope.OfMailbox mailbox, String... recipients) {
    OutgoingMessage message = OutgoingMessage.ofText("Hello.");
    for (String recipient : recipients) {
      message = message.addTo(Addressee.of(EmailAddress.parse(recipient)));
    }
    return send(mailbox, message);
  }

  SendReceipt send(Scope.OfMailbox mailbox, OutgoingMessage message) {
    return sending.send(new Sender(mailbox, Optional.empty()), message);
  }

  /** Puts deliveries of a message to many more into the store, due now. */
  void putIn(Scope.OfMailbox mailbox, DeliveryId like, Stream<String> recipients) {
    MailboxCipher cipher = ladder.mailbox(mailbox);
    PlaceCipher workspace = ladder.cipher(mailbox.inWorkspace());
    store.write(transaction -> {
      DeliveryTable table = Rungs.of(transaction, mailbox).deliveries();
      DeliveryRow row = table.find(like).orElseThrow();
      EmailAddress author = DeliverySeals.envelope(cipher, row).author();
      recipients.map(EmailAddress::parse).forEach(recipient -> {
        DeliveryId id = ids.delivery();
        DeliveryEnvelope envelope = new DeliveryEnvelope(recipient, author, false);
        table.insert(new DeliveryRow(id, row.message(),
            DeliverySeals.envelope(cipher, id, row.message(), row.queuedAt(), envelope),
            workspace.token(Token.Kind.DESTINATION, recipient.domain().orElseThrow().value()), row.key(),
            row.queuedAt(),
            row.expiresAt(), DeliveryRow.Progress.waiting(row.queuedAt())));
      });
      return row;
    });
  }

  /** One round, and into the lanes with what it leased. */
  Leasing.Round round(int most) {
    Leasing.Round round = leasing.round(most);
    if (round instanceof Leasing.Round.Went went) {
      went.leased().forEach(queue::enter);
    }
    return round;
  }

  /** Rounds until nothing is due, or nothing goes. */
  void run() {
    Leasing.Round round = round(100);
    for (int i = 0; i < 10_000 && round instanceof Leasing.Round.Went; i++) {
      round = round(100);
    }
  }

  /** Waits until what belongs after changes is done of which the store could not say whether they are made. */
  void awaitDecided() {
    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> !changes.undecided().isAny());
  }

  List<Event> events(EventType... types) {
    return store.read(transaction -> transaction.events().read(0, Optional.empty(), Set.of(types), 10_000))
        .stream()
        .map(StoredEvent::event)
        .toList();
  }

  /** Nobody of this engine is written to. */
  private record NobodyHere() implements MailReceiver {
    @Override
    public InboundTransaction begin(ReversePath sender, Peer peer, OptionalLong announced) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long maxMessageSize() {
      throw new UnsupportedOperationException();
    }
  }

  /** There are none: what is tried here is behind them. */
  private record NoSessions() implements OperatorSessions {
    @Override
    public TenantSession tenant(Scope.OfTenant place) {
      throw new UnsupportedOperationException();
    }

    @Override
    public WorkspaceSession workspace(Scope.OfWorkspace place) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MailboxSession mailbox(Scope.OfMailbox place) {
      throw new UnsupportedOperationException();
    }
  }
}
