package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The control of what the model looks for in all that keys are shown: a word of another is found, wherever it hides. */
class CanariesTest {
  private static final String WORD = new Canaries().hatch(new Random(1));
  private static final Scope.OfTenant TENANT = new Scope.OfTenant(new TenantId(new UUID(1, 1)));
  private static final Scope OWNER = TENANT.workspace(new WorkspaceId(new UUID(2, 1)));
  private static final Scope OTHER = TENANT.workspace(new WorkspaceId(new UUID(2, 2)));

  private final Canaries canaries = new Canaries();

  /** Something that holds a word without having it in its text form. */
  private record Silent(Object held) {
    @Override
    public String toString() {
      return "Silent";
    }
  }

  static List<Object> hidden() {
    return List.of(WORD, "before " + WORD + "after", WORD.getBytes(StandardCharsets.UTF_8), Optional.of(WORD),
        List.of(1, List.of(WORD)), new Silent(WORD), new Silent(List.of(new Silent(WORD))), Canaries.secretOf(WORD));
  }

  @BeforeEach
  void own() {
    canaries.belongsTo(WORD, OWNER);
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void a_word_is_found_by_all_but_its_owner_and_who_is_above_it(Object shown) {
    assertThat(canaries.strangerIn(shown, "", OTHER)).isPresent();
    assertThat(canaries.strangerIn(shown, "", OWNER)).isEmpty();
    assertThat(canaries.strangerIn(shown, "", TENANT)).isEmpty();
  }

  @Test
  void a_word_in_the_text_form_is_found_too() {
    assertThat(canaries.strangerIn("", "failed: " + WORD, OTHER)).contains(WORD);
  }

  @Test
  void who_was_told_may_know_the_word_and_not_the_secret() {
    canaries.tell(WORD, OTHER);

    assertThat(canaries.strangerIn(WORD, "", OTHER)).isEmpty();
    assertThat(canaries.strangerIn(Canaries.secretOf(WORD), "", OTHER)).isPresent();
  }

  @Test
  void only_the_secret_must_be_in_nothing_that_everybody_might_see() {
    assertThat(Canaries.secretIn("name: " + WORD)).isEmpty();
    assertThat(Canaries.secretIn("text: " + Canaries.secretOf(WORD))).isPresent();
  }
}
