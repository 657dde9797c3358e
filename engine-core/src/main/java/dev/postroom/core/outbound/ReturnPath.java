package dev.postroom.core.outbound;

import dev.postroom.access.Scope;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A return path that this engine made. What it names is a claim until {@link #isOf} holds for the mailbox that it was matched with:
 * the engine signed the address, but whether the mailbox that is found by the id is the one that sent is asked there.
 */
public final class ReturnPath {
  private final UUID id;
  private final Predicate<Scope.OfMailbox> signedFor;

  ReturnPath(UUID id, Predicate<Scope.OfMailbox> signedFor) {
    this.id = id;
    this.signedFor = signedFor;
  }

  /** What was sent, as it was given to {@link ReturnPaths#make}. */
  public UUID id() {
    return id;
  }

  /** Whether this very mailbox sent it. Takes one MAC, compared in constant time. */
  public boolean isOf(Scope.OfMailbox mailbox) {
    return signedFor.test(mailbox);
  }

  @Override
  public String toString() {
    return "ReturnPath[" + id + ']';
  }
}
