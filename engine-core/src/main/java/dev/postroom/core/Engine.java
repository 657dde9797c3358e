package dev.postroom.core;

import dev.postroom.MessageListener;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.Scope;
import dev.postroom.admin.TenantRegistry;
import dev.postroom.core.access.KeyCheck;
import dev.postroom.core.access.KeyUse;
import dev.postroom.core.access.KeyedDoor;
import dev.postroom.core.access.LiveKeys;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.access.OperatorGate;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.crypto.EngineSecret;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.core.domain.DomainKeys;
import dev.postroom.core.domain.DomainProof;
import dev.postroom.core.domain.Ownership;
import dev.postroom.core.event.Changes;
import dev.postroom.core.event.EventPumps;
import dev.postroom.core.event.EventSignal;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.inbound.Admission;
import dev.postroom.core.inbound.HostInbound;
import dev.postroom.core.inbound.Intake;
import dev.postroom.core.inbound.NullSenders;
import dev.postroom.core.inbound.ReceivePolicy;
import dev.postroom.core.inbound.Receiver;
import dev.postroom.core.inbound.Recipients;
import dev.postroom.core.inbound.Refusals;
import dev.postroom.core.inbound.Routes;
import dev.postroom.core.inbound.Storing;
import dev.postroom.core.inbound.ThreadFinder;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.mailbox.MessageLists;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.mailbox.NewMessages;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.ParseLimits;
import dev.postroom.core.outbound.Outbound;
import dev.postroom.core.outbound.ReturnPaths;
import dev.postroom.core.outbound.bounce.ReturnAddresses;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.report.ReportReader;
import dev.postroom.core.session.Rooms;
import dev.postroom.core.session.Sessions;
import dev.postroom.core.spool.Spools;
import dev.postroom.core.tenant.Erasure;
import dev.postroom.core.tenant.OperatorRegistry;
import dev.postroom.core.tenant.OperatorSessions;
import dev.postroom.core.tenant.Tenancy;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.inbound.Inbound;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.spi.inbound.InboundTransport;
import dev.postroom.spi.inbound.RunningTransport;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreHealth;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms, connected: what each is given, in which order they open, and in which they close. */
public final class Engine implements AutoCloseable {
  private static final String ON_MESSAGE = "postroom.on-message";

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final Background background = new Background();
  private final KeyUse keyUse;
  private final EventPumps events;
  private final Tenancy tenancy;
  private final Messages messages;
  private final Policies policies;
  private final Outbound outbound;
  private final Receiver receiver;
  private final KeyedAccess keyedAccess;
  private final TenantRegistry tenants;
  private final List<RunningTransport> running = new ArrayList<>();
  private final OperatorDoor operator;
  private boolean closed;

  private Engine(EngineParts parts, KeyLadder ladder, EngineSecret secret) {
    this.store = parts.store();
    this.ladder = ladder;
    EventSignal signal = new EventSignal();
    IdSource ids = new IdSource(parts.clock(), parts.random());
    this.changes = new Changes(store, ids, parts.clock(), signal);
    Tools tools = new Tools(store, ladder, changes, new Cursors(secret), ids, parts.random(), parts.clock());
    LiveStandings standings = new LiveStandings(store, changes.undecided());
    LiveKeys keys = new LiveKeys(store, standings, changes.undecided());
    Routes routes = new Routes(store, standings, changes.undecided());
    MailboxQuotas quotas = new MailboxQuotas(store, changes.undecided());
    MessageParser parser = new MessageParser(ParseLimits.STANDARD);
    DomainKeys domainKeys = new DomainKeys(store, ladder, secret.cipher(), changes, parts.random(), parts.clock());
    ReturnPaths returnPaths = new ReturnPaths(secret);
    Spools spools =
        new Spools(parts.spoolFolder(), MailboxCipher.ofThisProcess(parts.random()), parts.maxMessageSize());
    this.policies =
        new Policies(store, ladder, changes, tools.cursors(), ids, parts.random(), parts.clock(), background,
            parts.reputation());
    this.events = new EventPumps(store, tools.cursors(), signal);
    this.messages = new Messages(store, ladder, changes, new MessageLists(store, ladder, tools.cursors()), parser,
        tools.clock());
    ReturnAddresses returnAddresses = new ReturnAddresses(returnPaths, store);
    Recipients recipients = new Recipients(routes, returnAddresses, standings);
    this.receiver = receiver(tools, recipients, standings, quotas, returnAddresses, spools, parser);
    this.outbound =
        new Outbound(tools, new Outbound.Neighbours(policies, quotas, recipients, standings, domainKeys, messages,
            parser, spools, receiver, returnPaths), parts.outbound());
    this.tenancy = new Tenancy(tools, new Tenancy.Neighbours(keys, standings, routes, quotas, domainKeys,
        new DomainProof(new Ownership(secret), parts.outbound().hosts(), parts.outbound().dns()), policies,
        outbound.egresses(), background));
    KeyScopeAuthorizer authorizer = new KeyScopeAuthorizer(parts.veto());
    Sessions sessions = new Sessions(new Rooms(tenancy, messages, outbound, policies, events));
    this.operator = new OperatorDoor(sessions, authorizer, standings);
    this.tenants = new OperatorRegistry(tenancy, operator);
    this.keyUse = new KeyUse(store, background, parts.clock());
    this.keyedAccess =
        new KeyedDoor(new KeyCheck(authorizer, keys, standings, keyUse, parts.clock()), sessions);
  }

  private Receiver receiver(Tools tools, Recipients recipients, LiveStandings standings, MailboxQuotas quotas,
      ReturnAddresses returnAddresses, Spools spools, MessageParser parser) {
    Refusals refusals = new Refusals(tools.changes(), background, tools.clock());
    ReceivePolicy policy = new ReceivePolicy(policies);
    Storing storing =
        new Storing(tools, new NewMessages(store, policies.storedOctets()), new ThreadFinder(store), policy,
            Outbound.bounces(tools, policies, returnAddresses));
    return new Receiver(new Admission(recipients, standings, tools.ladder(), quotas, policy, refusals),
        new Intake(spools, parser, new ReportReader(ParseLimits.STANDARD),
            new NullSenders(policy, returnAddresses), storing, refusals));
  }

  /** Opens the rooms: the keys first, then the ears, what waits to leave, and the doors to the outside last. */
  public static Engine start(EngineParts parts, List<InboundTransport> transports,
      Optional<MessageListener> onMessage) {
    Engine engine;
    try {
      KeyLadder ladder =
          new KeyLadder(parts.store().vault(), MasterKeys.of(parts.masterKey(), parts.formerMasterKeys()),
              parts.random(), CacheShare.OPEN_KEYS.entries());
      engine = new Engine(parts, ladder, ladder.engine());
    } catch (RuntimeException | Error cannotStart) {
      parts.store().close();
      throw cannotStart;
    }
    try {
      engine.open(transports, onMessage);
      return engine;
    } catch (RuntimeException | Error cannotStart) {
      engine.close();
      throw cannotStart;
    }
  }

  private void open(List<InboundTransport> transports, Optional<MessageListener> onMessage) {
    tenancy.erasure().purgeTheRest();
    onMessage.ifPresent(listener -> events.subscribeInLanes(ON_MESSAGE, Set.of(EventType.MESSAGE_RECEIVED),
        new ArrivalEar(listener, messages, operator)));
    outbound.queue().start();
    transports.forEach(transport -> running.add(transport.start(receiver)));
  }

  public TenantRegistry tenants() {
    return tenants;
  }

  public KeyedAccess keyedAccess() {
    return keyedAccess;
  }

  public Inbound inbound() {
    return new HostInbound(receiver);
  }

  public Tenancy tenancy() {
    return tenancy;
  }

  public Subscription subscribe(String name, Set<EventType> types, EventListener listener) {
    return events.subscribe(name, types, listener);
  }

  public List<InetSocketAddress> listeningOn() {
    return running.stream().map(RunningTransport::address).flatMap(Optional::stream).toList();
  }

  public List<String> problems() {
    Stream<String> outside = running.stream().map(RunningTransport::problem).flatMap(Optional::stream);
    return Stream
        .of(storeProblem().stream(), ladder.problem().stream(), outside, events.problems().stream(),
            outbound.queue().problems().stream(), tenancy.erasure().problem().stream())
        .flatMap(problems -> problems)
        .toList();
  }

  private Optional<String> storeProblem() {
    return switch (store.health()) {
      case StoreHealth.Working working -> Optional.empty();
      case StoreHealth.Full full -> Optional.of("store: takes no messages, " + full.reason());
      case StoreHealth.ReadOnly readOnly -> Optional.of("store: read-only, " + readOnly.reason());
      case StoreHealth.Failed failed -> Optional.of("store: failed, " + failed.reason());
    };
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // In the reverse of this order, and the store whatever happens before it: a host's transport may fail to close.
    Erasure erasure = tenancy.erasure();
    try (store; changes; policies; background; keyUse; erasure; events; outbound) {
      closeTransports();
    }
  }

  private void closeTransports() {
    Optional<RuntimeException> failure = Optional.empty();
    for (RunningTransport transport : running) {
      try {
        transport.close();
      } catch (RuntimeException failed) {
        failure = Optional.of(failed);
      }
    }
    receiver.close();
    failure.ifPresent(failed -> {
      throw failed;
    });
  }

  /** The operator's sessions: the same as a key holder's, behind a gate that knows the admin object. */
  private record OperatorDoor(Sessions sessions, KeyScopeAuthorizer authorizer, LiveStandings standings)
      implements OperatorSessions {

    @Override
    public TenantSession tenant(Scope.OfTenant place) {
      return sessions.tenant(new OperatorGate(place, authorizer, standings), place);
    }

    @Override
    public WorkspaceSession workspace(Scope.OfWorkspace place) {
      return sessions.workspace(new OperatorGate(place, authorizer, standings), place);
    }

    @Override
    public MailboxSession mailbox(Scope.OfMailbox place) {
      return sessions.mailbox(new OperatorGate(place, authorizer, standings), place);
    }
  }
}
