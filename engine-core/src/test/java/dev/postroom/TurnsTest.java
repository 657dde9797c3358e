package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In whose turn the store is asked, once the caches are warm: that of the customer for whom it is. */
class TurnsTest {
  @TempDir
  Path folder;

  private final AskedStore asked = new AskedStore();
  private Office office;
  private Scope.OfWorkspace acme;

  @BeforeEach
  void open() {
    office = new Office(folder, asked, ScriptedTransport.direct(), options -> options);
    acme = office.acme.scope();
    receive();
    send();
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void a_page_of_messages_is_read_in_the_turn_of_its_mailbox() {
    assertThat(turnsOf(() -> office.session.list(MessageQuery.all()))).containsExactly(Optional.of(acme));
  }

  @Test
  void a_message_is_stored_in_the_turn_of_its_mailbox() {
    assertThat(turnsOf(this::receive)).containsExactly(Optional.of(acme));
  }

  @Test
  void a_message_is_sent_in_the_turn_of_its_mailbox() {
    assertThat(turnsOf(this::send)).containsExactly(Optional.of(acme));
  }

  @Test
  void keys_are_revoked_and_places_closed_in_the_turn_of_the_tenant() {
    assertThat(turnsOf(office.support::revokeAllKeys)).containsExactly(Optional.of(acme.inTenant()));
    assertThat(turnsOf(office.support::suspend)).containsExactly(Optional.of(acme.inTenant()));
    assertThat(turnsOf(office.acme::suspend)).containsExactly(Optional.of(acme.inTenant()));
  }

  @Test
  void keys_of_a_domain_are_changed_in_the_turn_of_its_workspace() {
    DomainAdmin domain = office.acme.claimDomain("acme.example");
    assertThat(turnsOf(domain::rotateDkim)).containsExactly(Optional.of(acme));
  }

  private void receive() {
    office.receive(ReversePath.ofNull(), "support@acme.example", "Subject: One\r\n\r\nText.\r\n");
  }

  private void send() {
    office.session.send(OutgoingMessage.to("a@remote.example").text("Hello."));
  }

  /** None where nobody was named. */
  private Set<Optional<Scope>> turnsOf(Runnable call) {
    asked.turns.get().clear();
    call.run();
    return asked.turns.get();
  }

  /** A store that writes down who is named by the calls of each thread. */
  private static final class AskedStore implements MailStore {
    private final InMemoryMailStore sound = InMemoryMailStore.open();
    private final ThreadLocal<Set<Optional<Scope>>> turns = ThreadLocal.withInitial(HashSet::new);

    @Override
    public <T> T read(Work<T> work) {
      turns.get().add(Optional.empty());
      return sound.read(work);
    }

    @Override
    public <T> T read(Scope whose, Work<T> work) {
      turns.get().add(Optional.of(workspaceOf(whose)));
      return sound.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
      turns.get().add(Optional.empty());
      return sound.write(work);
    }

    @Override
    public <T> T write(Scope whose, Work<T> work) {
      turns.get().add(Optional.of(workspaceOf(whose)));
      return sound.write(work);
    }

    private static Scope workspaceOf(Scope place) {
      return place instanceof Scope.OfMailbox mailbox ? mailbox.inWorkspace() : place;
    }

    @Override
    public MailboxContents contents(Scope.OfMailbox mailbox) {
      return sound.contents(mailbox);
    }

    @Override
    public KeyVault vault() {
      return sound.vault();
    }

    @Override
    public StoreHealth health() {
      return sound.health();
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
