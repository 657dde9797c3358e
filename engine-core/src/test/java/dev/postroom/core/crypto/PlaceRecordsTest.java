package dev.postroom.core.crypto;

import static dev.postroom.core.crypto.Building.MAILBOX;
import static dev.postroom.core.crypto.Building.NEIGHBOUR;
import static dev.postroom.core.crypto.Building.OTHER_WORKSPACE;
import static dev.postroom.core.crypto.Building.TENANT;
import static dev.postroom.core.crypto.Building.WORKSPACE;
import static dev.postroom.core.crypto.Building.assertBroken;
import static dev.postroom.core.crypto.Building.furnished;
import static dev.postroom.core.crypto.Building.ladder;
import static dev.postroom.core.crypto.Building.open;
import static dev.postroom.core.crypto.Building.seal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.WrappedSecret;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tenant or workspace seals for itself: lists, suppressed addresses, DKIM keys, ways out. */
class PlaceRecordsTest {
  private final MemoryVault vault = new MemoryVault();
  private final HostKey master = new HostKey("master-a");
  private final KeyLadder ladder = furnished(vault, master);

  static List<Scope> uppers() {
    return List.of(TENANT, WORKSPACE);
  }

  @ParameterizedTest
  @MethodSource("uppers")
  void a_place_has_no_secret_for_its_records_until_it_is_asked_for(Scope place) {
    assertThat(vault.secrets(KeyOwner.ofRecords(place))).isEmpty();
    ladder.cipher(place);
    ladder.cipher(place);
    assertThat(vault.secrets(KeyOwner.ofRecords(place))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("uppers")
  void many_who_ask_at_once_get_the_same_secret(Scope place) {
    Set<Token> tokens = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 64)
        .parallel()
        .forEach(asked -> tokens.add(ladder.cipher(place).token(Token.Kind.PATTERN, "word")));
    assertThat(tokens).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("uppers")
  void what_a_place_sealed_opens_after_a_restart_and_nowhere_else(Scope place) {
    SealedBytes sealed = seal(ladder.cipher(place), "hello");
    assertThat(open(ladder(vault, master).cipher(place), sealed)).isEqualTo("hello");
    assertBroken(() -> open(ladder.cipher(OTHER_WORKSPACE), sealed));
    assertBroken(() -> open(ladder.cipher(MAILBOX), sealed));
  }

  @Test
  void what_was_sealed_before_a_rotation_opens_though_the_former_version_of_the_place_is_given_up() {
    SealedBytes before = seal(ladder.cipher(WORKSPACE), "before");
    ladder.rotate(WORKSPACE);
    ladder.rewrap(MAILBOX);
    ladder.rewrap(NEIGHBOUR);
    assertThat(ladder.retire(WORKSPACE, List.of(MAILBOX, NEIGHBOUR))).as("before the records are renewed").isFalse();

    ladder.renewRecords(WORKSPACE);
    SealedBytes after = seal(ladder.cipher(WORKSPACE), "after");

    assertThat(ladder.retire(WORKSPACE, List.of(MAILBOX, NEIGHBOUR))).isTrue();
    assertThat(vault.secrets(KeyOwner.ofRecords(WORKSPACE))).extracting(WrappedSecret::wrappedBy)
        .containsExactly("2", "2");
    for (KeyLadder each : List.of(ladder, ladder(vault, master))) {
      assertThat(open(each.cipher(WORKSPACE), before)).isEqualTo("before");
      assertThat(open(each.cipher(WORKSPACE), after)).isEqualTo("after");
      assertThat(each.cipher(WORKSPACE).tokens(Token.Kind.PATTERN, "word")).hasSize(2);
    }
  }

  @Test
  void renewing_makes_no_secret_for_a_place_that_has_none() {
    ladder.renewRecords(WORKSPACE);
    assertThat(vault.secrets(KeyOwner.ofRecords(WORKSPACE))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("uppers")
  void after_an_erasure_nothing_opens_and_no_secret_is_left(Scope place) {
    SealedBytes sealed = seal(ladder.cipher(place), "hello");
    PlaceCipher unused = ladder.cipher(OTHER_WORKSPACE);
    ladder.erase(place);

    assertThat(vault.secrets(KeyOwner.ofRecords(place))).isEmpty();
    assertBroken(() -> open(ladder.cipher(place), sealed));
    assertBroken(() -> open(ladder(vault, master).cipher(place), sealed));
    assertThat(open(unused, seal(unused, "theirs"))).isEqualTo("theirs");
  }

  @Test
  void a_copy_of_the_records_secret_opens_nothing_once_the_place_above_is_erased() {
    SealedBytes sealed = seal(ladder.cipher(WORKSPACE), "hello");
    ladder.erase(TENANT);
    assertBroken(() -> open(ladder.cipher(WORKSPACE), sealed));
    assertBroken(() -> open(ladder(vault, master).cipher(WORKSPACE), sealed));
  }
}
