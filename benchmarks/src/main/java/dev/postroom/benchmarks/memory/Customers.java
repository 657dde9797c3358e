package dev.postroom.benchmarks.memory;

import java.util.List;

/**
 * How many customers a store has.
 *
 * @param tenants
 *          how many
 * @param workspaces
 *          how many each of them has
 * @param mailboxes
 *          how many the first workspace of each has, all at one domain
 * @param keys
 *          how many the first mailbox of each has
 */
record Customers(int tenants, int workspaces, int mailboxes, int keys) {

  static Customers nobody() {
    return new Customers(0, 0, 0, 0);
  }

  /** What {@link #arguments} said. */
  static Customers of(List<String> arguments) {
    List<Integer> numbers = arguments.stream().map(Integer::valueOf).toList();
    return new Customers(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
  }

  /** For another process. */
  List<String> arguments() {
    return List.of(tenants, workspaces, mailboxes, keys).stream().map(String::valueOf).toList();
  }

  int allWorkspaces() {
    return tenants * workspaces;
  }

  int allMailboxes() {
    return tenants * mailboxes;
  }

  int allKeys() {
    return tenants * keys;
  }

  String at() {
    return "tenants=" + tenants + " workspaces=" + allWorkspaces() + " mailboxes=" + allMailboxes() + " keys="
        + allKeys();
  }
}
