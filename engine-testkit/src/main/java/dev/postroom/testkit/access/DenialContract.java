package dev.postroom.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Decision;
import dev.postroom.access.Denied;
import dev.postroom.access.Granted;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.access.VerifiedKey;
import dev.postroom.error.PostroomException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What denials say, what a host's rule can do, what the operator may, and that proofs cannot be made up. */
public interface DenialContract extends AuthorizerUnderTest {

  /** What is out of scope and what is not there cannot be told apart, whatever is at the place. */
  @Property
  default void out_of_scope_and_erased_are_one_answer(@ForAll(supplier = AccessCases.class) AccessCase asked) {
    AccessCase outside = asked.inForce();
    if (!outside.stored().scope().covers(asked.place())) {
      AccessCase erasedInside = new AccessCase(asked.issued(), outside.stored(), asked.needed(),
          outside.stored().scope(), Standing.ERASED, asked.now());
      assertSame(denied(outside), denied(erasedInside));
    }
  }

  private PostroomException denied(AccessCase asked) {
    return ((Denied) Asking.of(this).act(asked)).failure();
  }

  private static void assertSame(PostroomException one, PostroomException other) {
    assertThat(one).hasSameClassAs(other).hasMessage(other.getMessage()).hasNoCause();
    assertThat(one.reason()).isEqualTo(other.reason());
  }

  /** A denial is thrown as its failure, and a grant is handed out. */
  @Property
  default void a_decision_is_thrown_or_handed_out(@ForAll(supplier = AccessCases.class) AccessCase asked) {
    switch (Asking.of(this).act(asked)) {
      case Granted granted -> {
        assertThat(granted.orThrow()).isSameAs(granted);
        assertThat(granted.key()).contains(asked.stored().id());
        assertThat(granted.permission()).contains(asked.needed());
        assertThat(granted.place()).isEqualTo(asked.place());
      }
      case Denied denied -> assertThatThrownBy(denied::orThrow).hasSameClassAs(denied.failure())
          .hasMessage(denied.failure().getMessage());
    }
  }

  /** A rule can forbid, and can do nothing else. */
  @Property
  default void a_veto_turns_grants_into_denials_and_nothing_else(
      @ForAll(supplier = AccessCases.class) AccessCase asked, @ForAll boolean forbids) {
    List<Granted> seen = new ArrayList<>();
    Asking ruled = Asking.of(this, granted -> {
      seen.add(granted);
      return forbids;
    });
    if (!Asking.of(this).grants(asked)) {
      assertThat(ruled.act(asked)).isEqualTo(Asking.of(this).act(asked));
      assertThat(seen).isEmpty();
    } else if (forbids) {
      assertThat(ruled.act(asked)).isEqualTo(new Denied(Denied.Reason.VETOED));
      assertThat(seen).singleElement().satisfies(granted -> assertThat(granted.place()).isEqualTo(asked.place()));
    } else {
      assertThat(ruled.act(asked)).isInstanceOf(Granted.class);
    }
  }

  /** A rule that fails forbids, also the opening. */
  @Property
  default void a_veto_that_throws_forbids(@ForAll(supplier = AccessCases.class) AccessCase asked) {
    Asking failing = Asking.of(this, granted -> {
      throw new IllegalStateException("the rule is broken");
    });
    assertThat(failing.act(asked)).isInstanceOf(Denied.class);
    assertThat(failing.open(asked)).isInstanceOf(Denied.class);
    if (Asking.of(this).grants(asked)) {
      assertThat(failing.act(asked)).isEqualTo(new Denied(Denied.Reason.VETOED));
    }
  }

  /** The operator may do all at the places that an admin object holds, unless they are erased; no rule is asked. */
  @Property
  default void the_operator_may_do_all_at_what_is_held_and_not_erased(
      @ForAll(supplier = AccessCases.class) AccessCase asked) {
    Scope held = asked.stored().scope();
    Decision decision = Asking.of(this, granted -> true)
        .authorizer()
        .authorizeOperator(held, asked.needed(), asked.place(), asked.standing());
    if (!held.covers(asked.place())) {
      assertThat(decision).isEqualTo(new Denied(Denied.Reason.OUT_OF_SCOPE));
    } else if (asked.standing() == Standing.ERASED) {
      assertThat(decision).isEqualTo(new Denied(Denied.Reason.ERASED));
    } else {
      assertThat(decision).isInstanceOfSatisfying(Granted.class, granted -> assertThat(granted.key()).isEmpty());
    }
  }

  /** Nothing but the authorizer makes a proof. */
  @Example
  default void proofs_have_no_public_constructor_and_no_public_maker() {
    for (Class<?> proof : List.of(Granted.class, VerifiedKey.class)) {
      assertThat(proof.getConstructors()).isEmpty();
      assertThat(Arrays.stream(proof.getDeclaredConstructors()).map(made -> made.getModifiers()))
          .noneMatch(modifiers -> Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers));
      assertThat(Modifier.isFinal(proof.getModifiers())).isTrue();
      assertThat(Arrays.stream(proof.getDeclaredMethods()).filter(method -> Modifier.isStatic(method.getModifiers())))
          .extracting(Method::getReturnType)
          .doesNotContain(proof);
    }
  }
}
