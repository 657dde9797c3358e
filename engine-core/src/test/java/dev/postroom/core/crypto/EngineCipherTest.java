package dev.postroom.core.crypto;

import static dev.postroom.core.crypto.Building.MAILBOX;
import static dev.postroom.core.crypto.Building.MESSAGE;
import static dev.postroom.core.crypto.Building.NO_FACTS;
import static dev.postroom.core.crypto.Building.TENANT;
import static dev.postroom.core.crypto.Building.WORKSPACE;
import static dev.postroom.core.crypto.Building.assertBroken;
import static dev.postroom.core.crypto.Building.furnished;
import static dev.postroom.core.crypto.Building.ladder;
import static dev.postroom.core.crypto.Building.open;
import static dev.postroom.core.crypto.Building.seal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the engine seals for itself, and for no tenant. */
class EngineCipherTest {
  private final MemoryVault vault = new MemoryVault();
  private final HostKey master = new HostKey("master-a");
  private final KeyLadder ladder = furnished(vault, master);
  private final SealedBytes sealed = seal(ladder.engine().cipher(), "hello");

  @Test
  void what_the_engine_sealed_opens_after_a_restart() {
    assertThat(open(ladder(vault, master).engine().cipher(), sealed)).isEqualTo("hello");
  }

  @Test
  void it_opens_at_no_tenants_place_and_nothing_of_theirs_opens_here() {
    PlaceCipher engine = ladder.engine().cipher();
    for (Scope place : List.of(TENANT, WORKSPACE, MAILBOX)) {
      SealedBytes theirs = seal(ladder.cipher(place), "theirs");
      assertBroken(() -> open(ladder.cipher(place), sealed));
      assertBroken(() -> open(engine, theirs));
    }
    assertBroken(() -> open(ladder(new MemoryVault(), master).engine().cipher(), sealed));
  }

  @Test
  void it_opens_as_nothing_but_what_it_was_sealed_as() {
    PlaceCipher engine = ladder.engine().cipher();
    assertBroken(() -> engine.open(Part.DKIM_KEYS, MESSAGE, sealed, NO_FACTS));
    assertBroken(() -> engine.open(Part.SUMMARY, new MessageId(new UUID(4, 2)), sealed, NO_FACTS));
    assertBroken(() -> engine.open(Part.SUMMARY, MESSAGE, sealed, new byte[]{1}));
    byte[] octets = sealed.toByteArray();
    for (int i = 0; i < octets.length; i++) {
      byte[] altered = octets.clone();
      altered[i] ^= 1;
      assertBroken(() -> open(engine, SealedBytes.copyOf(altered)));
    }
  }

  @Test
  void it_opens_when_the_master_key_was_rotated_and_the_former_one_is_gone() {
    HostKey next = new HostKey("master-b");
    assertThat(ladder(vault, next, master).rewrapEngine()).isEqualTo(1);

    PlaceCipher engine = ladder(vault, next).engine().cipher();
    assertThat(open(engine, sealed)).isEqualTo("hello");
    assertThat(open(ladder(vault, next).engine().cipher(), seal(engine, "after"))).isEqualTo("after");
  }
}
