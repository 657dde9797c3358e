package dev.postroom;

import dev.postroom.address.DomainName;
import dev.postroom.admin.PlatformDomainAdmin;
import dev.postroom.admin.TenantRegistry;
import dev.postroom.core.Engine;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.inbound.Inbound;
import dev.postroom.session.KeyedAccess;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.store.MailStore;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/**
 * A mail room inside of the host application: many tenants, each with workspaces, mailboxes and keys of its own.
 *
 * <p>
 * This is the operator's object. Code that serves requests of customers is given {@link #keyedAccess()} and nothing else. One engine
 * for one store; safe for use by many threads. Calls block, and are at home on virtual threads.
 */
public final class MailEngine implements AutoCloseable {
  private final Engine engine;

  MailEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * Begins to put an engine together.
   *
   * @param store
   *          where everything is kept; the engine closes it
   * @param masterKey
   *          what the tenants' keys are wrapped with
   * @return a builder
   */
  public static MailEngineBuilder builder(MailStore store, MasterKey masterKey) {
    return new MailEngineBuilder(store, masterKey);
  }

  /**
   * The tenants: where provisioning begins.
   *
   * @return the registry
   */
  public TenantRegistry tenants() {
    return engine.tenants();
  }

  /**
   * The door for holders of keys.
   *
   * @return the door, to be handed to the code that serves them
   */
  public KeyedAccess keyedAccess() {
    return engine.keyedAccess();
  }

  /**
   * The way in for mail that does not come over a listener.
   *
   * @return the way in
   */
  public Inbound inbound() {
    return engine.inbound();
  }

  /**
   * Makes a domain the platform's: every workspace may open mailboxes on it. Returns it when it is already. Addresses with a plus-tag are
   * never opened on it, so whoever has an address has all its tags; those that speak for the platform ({@code postmaster}, {@code admin},
   * {@code abuse} and their like) only by the operator.
   *
   * @param name
   *          the domain
   * @return the domain, to be published and signed for
   * @throws dev.postroom.error.ConflictException
   *           when it is confirmed for a workspace
   */
  public PlatformDomainAdmin addPlatformDomain(String name) {
    return engine.tenancy().addPlatformDomain(DomainName.of(name));
  }

  /**
   * Has a listener told of events of all tenants: each at least once and in order, from now on, and after a restart from where it
   * had come.
   *
   * @param name
   *          a lasting name for the subscription; only one of a name at a time
   * @param types
   *          only events of these types; all when empty
   * @param listener
   *          is told of them, on a virtual thread of this subscription
   * @return the running subscription; closing the engine closes it too
   * @throws dev.postroom.error.ConflictException
   *           when a subscription of this name is running
   */
  public Subscription subscribe(String name, Set<EventType> types, EventListener listener) {
    return engine.subscribe(name, types, listener);
  }

  /**
   * Wraps what a former master key wrapped with the current one, so that the former one can be given up. Messages are not touched.
   * When it is cut short, it can be called again.
   *
   * @return how many secrets were wrapped anew
   */
  public int rewrapUnderMasterKey() {
    return engine.tenancy().rotation().rewrapUnderCurrentMasterKey();
  }

  /**
   * Where the listeners listen, with the real ports.
   *
   * @return one address for each listener that has one, in the order of the builder
   */
  public List<InetSocketAddress> listeningOn() {
    return engine.listeningOn();
  }

  /**
   * Whether the engine does its work, without waiting for anything: the store, the master key when it was last asked, the listeners, the
   * operator's subscriptions, the queue, and what was erased and is not purged yet.
   *
   * @return what is wrong, if something is
   */
  public EngineHealth health() {
    return new EngineHealth(engine.problems());
  }

  /**
   * Takes nothing new, lets what is under way finish within a bounded time, ends subscriptions and closes the store. A hand-over of
   * outgoing mail that hangs is given ten seconds, then it is interrupted and its transport closed; what did not come to its end leaves
   * after the next start. A second call does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }
}
