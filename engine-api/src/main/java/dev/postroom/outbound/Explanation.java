package dev.postroom.outbound;

import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import dev.postroom.policy.Limit;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.SendingPause;
import dev.postroom.policy.Suppression;
import java.util.Optional;

/**
 * What would become of a send for one recipient now, and which rule decides it. Nothing is sent, kept or counted.
 *
 * @param outcome
 *          what a send would answer; a {@code Queued} one names a delivery that is not there
 * @param rule
 *          what decides; empty when nothing is against it and nothing had to speak for it
 */
public record Explanation(RecipientOutcome outcome, Optional<Rule> rule) {

  /** What decides about a recipient. */
  public sealed interface Rule {}

  /**
   * An entry of a list.
   *
   * @param place
   *          whose list
   * @param entry
   *          the entry
   */
  public record ByList(Scope place, ListEntry entry) implements Rule {}

  /**
   * A suppressed address.
   *
   * @param place
   *          where it is suppressed
   * @param suppression
   *          the entry
   */
  public record BySuppression(Scope place, Suppression suppression) implements Rule {}

  /**
   * A limit.
   *
   * @param place
   *          whose limit; the place of the key where it is a key's
   * @param key
   *          the key, where it is a key's
   * @param limit
   *          the limit
   */
  public record ByLimit(Scope place, Optional<KeyId> key, Limit limit) implements Rule {}

  /**
   * The pause of the mailbox.
   *
   * @param pause
   *          since when and why
   */
  public record ByPause(SendingPause pause) implements Rule {}

  /** What the engine asks of every message: its sender, its recipients' addresses, its size, how many they are. */
  public record ByForm() implements Rule {}
}
