package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;

/** How the database goes about statements: its own account of each, with the rows that it looked at. */
final class Plans {
  private static final int FEW = 50;
  private final Session session;
  private final List<String> plans = new ArrayList<>();

  Plans(Session session) {
    this.session = session;
  }

  /** From now on the account of every statement that is not prepared is kept. */
  Plans listening() {
    ((DefaultConfiguration) session.sql().configuration())
        .set(new DefaultExecuteListenerProvider(ExecuteListener.onExecuteStart(this::explain)));
    return this;
  }

  List<String> all() {
    return plans;
  }

  private void explain(ExecuteContext context) {
    Query query = context.query();
    if (query != null) {
      plans.add(of(query.getSQL(), query.getBindValues()));
    }
  }

  /** The account of a statement that is prepared, for a place and with values in the order of the building. */
  String of(WorkUnit unit, PlacedStatement.Building building, Scope place, @Nullable Object... values) {
    Query query = building.at(unit, place);
    List<UUID> ids = idsOf(place);
    Iterator<@Nullable Object> next = Arrays.<@Nullable Object>asList(values).iterator();
    List<@Nullable Object> bound = new ArrayList<>();
    query.getBindValues().forEach(value -> bound.add(ids.contains(value) ? value : next.next()));
    String plan = of(query.getSQL(), bound);
    assertThat(next).as("values of the building").isExhausted();
    return plan;
  }

  static List<UUID> idsOf(Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> List.of(tenant.tenant().value());
      case Scope.OfWorkspace workspace -> List.of(workspace.tenant().value(), workspace.workspace().value());
      case Scope.OfMailbox mailbox ->
          List.of(mailbox.tenant().value(), mailbox.workspace().value(), mailbox.mailbox().value());
    };
  }

  private String of(String sql, List<? extends @Nullable Object> values) {
    try (var explain = session.connection().prepareStatement("explain analyze " + sql)) {
      for (int i = 0; i < values.size(); i++) {
        explain.setObject(i + 1, values.get(i));
      }
      try (var plan = explain.executeQuery()) {
        plan.next();
        return plan.getString(1);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** An index is walked from one of its ends, and not far. */
  static void assertWalks(String plan) {
    assertThat(plan).contains("/* index sorted */");
    assertLooksAtFew(plan);
  }

  /** Whatever is looked at is found by an index, and is not much. */
  static void assertLooksAtFew(String plan) {
    assertThat(plan).doesNotContain("tableScan");
    assertThat(lookedAt(plan)).allMatch(rows -> rows < FEW);
  }

  private static IntStream lookedAt(String plan) {
    return plan.lines()
        .filter(line -> line.contains("scanCount"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToInt(Integer::parseInt);
  }
}
