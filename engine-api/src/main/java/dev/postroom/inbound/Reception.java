package dev.postroom.inbound;

import java.util.List;

/**
 * The answer to the content of a message: it is stored for every accepted recipient, or for none. A message with the null
 * reverse-path is not for those whose lists block an author that its header names, which is known no sooner: where others take it, they
 * are left out, each with an event, and where nobody does, it is rejected.
 */
public sealed interface Reception {

  /**
   * Stored, sealed and forced to the disk for every accepted recipient that it is for.
   *
   * @param copies
   *          one for each of them. Recipients of one mailbox name the same message; messages in different mailboxes
   *          share no id, key or bytes
   */
  record Stored(List<Disposition.Stored> copies) implements Reception {
    /** Copies the list. */
    public Stored {
      copies = List.copyOf(copies);
    }
  }

  /**
   * Stored for nobody; the sender should try again later.
   *
   * @param reason
   *          why
   */
  record Deferred(DeferReason reason) implements Reception {}

  /**
   * Stored for nobody; the sender should give up.
   *
   * @param reason
   *          why
   */
  record Rejected(RejectReason reason) implements Reception {}
}
