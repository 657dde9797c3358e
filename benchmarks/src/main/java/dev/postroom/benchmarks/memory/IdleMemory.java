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
 * Three stores are opened in processes of their own: of many customers, of as many tenants without mailboxes, and of nobody. What the
 * first holds beyond the last is shared out among the mailboxes, their tenants' part included, and what the second holds beyond the last
 * among the tenants, each with a workspace and a domain. What is known of those who were asked for is told apart, for it is bounded by
 * caches and not by customers.
 */
public final class IdleMemory implements Harness {
  private static final String GROUP = "memory";
  private static final long HEAP = 512L << 20;

  /** How many customers there are, and how many clients connect. */
  private record Size(int tenants, int mailboxesOfEach, int connections) {
    static Size of(Length length) {
      return switch (length) {
        case MEASURED -> new Size(100_000, 10, 1_000);
        case SMOKE -> new Size(4, 2, 2);
      };
    }

    int mailboxes() {
      return tenants * mailboxesOfEach;
    }
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public List<Row> run(Length length) {
    Size size = Size.of(length);
    try (Scratch nobody = Scratch.open(); Scratch tenants = Scratch.open(); Scratch customers = Scratch.open()) {
      Scales scales = new Scales(options(length), size.connections());
      Weighed bare = weighed(scales, new BulkLoad(nobody.folder(), 0, 0));
      Weighed empty = weighed(scales, new BulkLoad(tenants.folder(), size.tenants(), 0));
      Weighed full = weighed(scales, new BulkLoad(customers.folder(), size.tenants(), size.mailboxesOfEach()));
      return rows(size, full, empty, bare);
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

  private static Weighed weighed(Scales scales, BulkLoad load) throws IOException {
    load.run();
    return scales.weigh(load);
  }

  /** All that was held once every key was used and mail was offered to every mailbox. */
  private static double used(Weighed full) {
    return full.idle().heap() + full.keys().heap() + full.offers().heap();
  }

  private static List<Row> rows(Size size, Weighed full, Weighed empty, Weighed bare) {
    List<Row> all = new ArrayList<>();
    Rows customers = new Rows("tenants=" + size.tenants() + " mailboxes=" + size.mailboxes(), all);
    customers.add("open", new Figure(full.opened(), "ms"), "the goal in time", new Figure(10_000, "ms"));
    customers.octets("idle mailbox with its share of its tenant", full.idle().since(bare.idle()), size.mailboxes(),
        100);
    new Rows("tenants=" + size.tenants() + " mailboxes=0", all)
        .octets("idle tenant with workspace and domain", empty.idle().since(bare.idle()), size.tenants(), 300);
    customers.add("threads", new Figure(full.idle().threads(), "threads"), "nobody",
        new Figure(bare.idle().threads(), "threads"));
    customers.add("open files", new Figure(full.idle().files(), "files"), "nobody",
        new Figure(bare.idle().files(), "files"));
    int asked = OpenedStore.asked(size.tenants());
    customers.octets("key that was asked for", full.keys(), asked);
    customers.octets("open session with its key", full.sessions(), asked);
    customers.octets("address that was looked up", full.routes(), asked * size.mailboxesOfEach());
    customers.add("heap when all were written to", new Figure(used(full), Rows.OCTETS), "the heap",
        new Figure(HEAP, Rows.OCTETS), 0.75);
    new Rows("connections=" + size.connections(), all)
        .octets("idle SMTP connection", bare.connections(), size.connections());
    return all;
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
