package dev.postroom.benchmarks.ingest;

/**
 * What clients do at the same time.
 *
 * @param octets
 *          how large each message is, with its header
 * @param sessions
 *          how many clients there are; each sends one message after another
 * @param connections
 *          how many messages a client sends over one connection
 */
record Load(int octets, int sessions, Connections connections) {

  /** How long a connection lives. */
  enum Connections {
    ONE_MESSAGE("one each"), REUSED("reused");

    private final String text;

    Connections(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Override
  public String toString() {
    return octets / 1_024 + " KiB, " + sessions + " sessions, connections " + connections;
  }
}
