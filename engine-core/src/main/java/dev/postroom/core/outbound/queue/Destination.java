package dev.postroom.core.outbound.queue;

import dev.postroom.outbound.Egress;

/** Where a delivery goes. */
sealed interface Destination {

  /** What fails and fills up together. */
  String key();

  /** Into a mailbox of this engine, without the network. */
  record Here() implements Destination {
    static final String KEY = "here";

    @Override
    public String key() {
      return KEY;
    }
  }

  /**
   * To another server.
   *
   * @param key
   *          what fails and fills up together
   * @param egress
   *          by which way
   */
  record There(String key, Egress egress) implements Destination {
    @Override
    public String toString() {
      return "There[sealed]";
    }
  }
}
