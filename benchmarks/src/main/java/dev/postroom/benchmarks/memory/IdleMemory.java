package dev.postroom.benchmarks.memory;

import dev.postroom.benchmarks.Scratch;
import dev.postroom.benchmarks.report.Figure;
import dev.postroom.benchmarks.report.Goal;
import dev.postroom.benchmarks.report.Harness;
import dev.postroom.benchmarks.report.Row;
import dev.postroom.benchmarks.report.Row.Comparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What customers take that do nothing, and how long it takes to open a store of many of them. How is this designed, and why?
 *
 * <p>
 * Stores are opened in processes of their own, one after the other: of nobody, of many customers, of as many tenants without mailboxes,
 * and of fewer with many workspaces or keys. What one holds beyond that of nobody is shared out among its mailboxes, tenants, workspaces
 * or keys; what those above them take is in it. What is known of those who were asked for is told apart, for it is bounded by
 * caches and not by customers.
 */
public final class IdleMemory implements Harness {
  private static final String GROUP = "memory";
  private static final long HEAP = 512L << 20;

  /** How many customers there are in each store, and how many clients connect. */
  private record Size(Customers all, Customers tenants, Customers workspaces, Customers keys, int connections) {
    static Size of(Length length) {
      return switch (length) {
        case MEASURED -> new Size(new Customers(100_000, 1, 10, 1), new Customers(100_000, 1, 0, 0),
            new Customers(10_000, 20, 0, 0), new Customers(10_000, 1, 1, 20), 1_000);
        case SMOKE -> new Size(new Customers(4, 1, 2, 1), new Customers(4, 1, 0, 0), new Customers(2, 2, 0, 0),
            new Customers(2, 1, 1, 2), 2);
      };
    }
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public List<Row> run(Length length) {
    Size size = Size.of(length);
    Scales scales = new Scales(options(length), size.connections());
    try {
      Weighed bare = weighed(scales, Customers.nobody());
      Weighed all = weighed(scales, size.all());
      List<Row> rows = new ArrayList<>();
      idle(rows, size, scales, bare, all);
      used(rows, size, bare, all);
      return rows;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<String> options(Length length) {
    List<String> measured = List.of("-Xmx" + HEAP, "-XX:+ExitOnOutOfMemoryError");
    return switch (length) {
      case MEASURED -> measured;
      case SMOKE -> Stream.concat(measured.stream(), Stream.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")).toList();
    };
  }

  private static Weighed weighed(Scales scales, Customers customers) throws IOException {
    try (Scratch scratch = Scratch.open()) {
      BulkLoad load = new BulkLoad(scratch.folder(), customers);
      load.run();
      return scales.weigh(load);
    }
  }

  private static void idle(List<Row> rows, Size size, Scales scales, Weighed bare, Weighed all) throws IOException {
    Rows full = new Rows(size.all().at(), rows);
    full.add("open", new Figure(all.opened(), "ms"), "the goal in time", new Figure(10_000, "ms"));
    full.octets("idle mailbox with its share of its tenant", all.idle().since(bare.idle()),
        size.all().allMailboxes(), 100);
    new Rows(size.tenants().at(), rows).octets("idle tenant with workspace and domain",
        weighed(scales, size.tenants()).idle().since(bare.idle()), size.tenants().tenants(), 300);
    new Rows(size.workspaces().at(), rows).octets("idle workspace with its share of its tenant",
        weighed(scales, size.workspaces()).idle().since(bare.idle()),
        size.workspaces().allWorkspaces());
    new Rows(size.keys().at(), rows).octets("idle key with its share of its mailbox",
        weighed(scales, size.keys()).idle().since(bare.idle()), size.keys().allKeys());
    full.add("threads", new Figure(all.idle().threads(), "threads"), "nobody",
        new Figure(bare.idle().threads(), "threads"));
    full.add("open files", new Figure(all.idle().files(), "files"), "nobody",
        new Figure(bare.idle().files(), "files"));
  }

  private static void used(List<Row> rows, Size size, Weighed bare, Weighed all) {
    Rows full = new Rows(size.all().at(), rows);
    int asked = OpenedStore.asked(size.all().tenants());
    full.octets("key that was asked for", all.keys(), asked);
    full.octets("open session with its key", all.sessions(), asked);
    full.octets("address that was looked up", all.routes(), asked * size.all().mailboxes());
    full.add("heap when all were written to", new Figure(heapUsed(all), Rows.OCTETS), "the heap",
        new Figure(HEAP, Rows.OCTETS), 0.75);
    new Rows("connections=" + size.connections(), rows)
        .octets("idle SMTP connection", bare.connections(), size.connections());
  }

  /** All that was held once every key was used and mail was offered to every mailbox. */
  private static double heapUsed(Weighed all) {
    return all.idle().heap() + all.keys().heap() + all.offers().heap();
  }

  /** Rows of one size, into one list. */
  private record Rows(String at, List<Row> all) {
    private static final String OCTETS = "octets";

    void add(String name, Figure ours, String beside, Figure theirs) {
      add(name, ours, beside, theirs, 1);
    }

    void add(String name, Figure ours, String beside, Figure theirs, double most) {
      add(name, ours, Optional.of(Comparison.of(ours, beside, theirs, Optional.of(Goal.atMost(most)))));
    }

    void octets(String name, Held held, int count, double most) {
      add(name, each(held, count), "the goal in octets", new Figure(most, OCTETS));
    }

    void octets(String name, Held held, int count) {
      add(name, each(held, count), Optional.empty());
    }

    private static Figure each(Held held, int count) {
      return new Figure((double) held.heap() / count, OCTETS);
    }

    private void add(String name, Figure ours, Optional<Comparison> comparison) {
      all.add(new Row(GROUP, name, at, ours, Optional.empty(), comparison));
    }
  }
}
