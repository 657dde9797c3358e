package dev.postroom.policy;

import dev.postroom.error.InvalidInputException;
import dev.postroom.policy.Limit.Kind;
import dev.postroom.policy.Limit.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits of one key, mailbox, workspace or tenant. What is not said is not limited there. What may happen is the minimum over
 * all levels, and a tenant's limits are shared by its workspaces. Immutable: each option gives a new value.
 *
 * @param all
 *          the limits, each kind and window at most once
 */
public record Limits(List<Limit> all) {
  private static final Limits NONE = new Limits(List.of());

  /**
   * Copies and checks.
   *
   * @throws InvalidInputException
   *           when a kind and window is said twice
   */
  public Limits {
    all = List.copyOf(all);
    if (all.stream().map(limit -> limit.kind() + " " + limit.window()).distinct().count() < all.size()) {
      throw new InvalidInputException("limit: said twice (expected: each kind and window once)");
    }
  }

  /**
   * No limits.
   *
   * @return nothing is limited
   */
  public static Limits none() {
    return NONE;
  }

  /**
   * One limit more.
   *
   * @param limit
   *          the limit
   * @return a new value
   * @throws InvalidInputException
   *           when there is one of its kind and window
   */
  public Limits and(Limit limit) {
    List<Limit> more = new ArrayList<>(all);
    more.add(limit);
    return new Limits(more);
  }

  /**
   * Limits messages sent.
   *
   * @param amount
   *          how many
   * @param window
   *          in which time
   * @return a new value
   */
  public Limits sends(long amount, Window window) {
    return and(new Limit(Kind.SENDS, window, amount));
  }

  /**
   * Limits recipients of messages sent.
   *
   * @param amount
   *          how many
   * @param window
   *          in which time
   * @return a new value
   */
  public Limits recipients(long amount, Window window) {
    return and(new Limit(Kind.RECIPIENTS, window, amount));
  }

  /**
   * Limits messages received.
   *
   * @param amount
   *          how many
   * @param window
   *          in which time
   * @return a new value
   */
  public Limits receives(long amount, Window window) {
    return and(new Limit(Kind.RECEIVES, window, amount));
  }

  /**
   * Limits the octets of messages that are kept.
   *
   * @param octets
   *          how many
   * @return a new value
   */
  public Limits storedOctets(long octets) {
    return and(new Limit(Kind.STORED_OCTETS, Window.TOTAL, octets));
  }

  /**
   * Limits mailboxes.
   *
   * @param amount
   *          how many
   * @return a new value
   */
  public Limits mailboxes(long amount) {
    return and(new Limit(Kind.MAILBOXES, Window.TOTAL, amount));
  }

  /**
   * Limits domains.
   *
   * @param amount
   *          how many
   * @return a new value
   */
  public Limits domains(long amount) {
    return and(new Limit(Kind.DOMAINS, Window.TOTAL, amount));
  }
}
