package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DeleteConditionStep;
import org.jooq.Field;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UpdateConditionStep;
import org.jooq.UpdateSetFirstStep;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;

/**
 * The tables as one place sees them, inside of a transaction. The only class that confines: every statement of a tenant, a workspace
 * or a mailbox is begun here and is confined when it is handed out, so that none can forget to be; but for the rows that
 * {@link PreparedInserts} puts in. A test keeps it so.
 */
final class ScopedTables {
  private static final String TENANT = "TENANT_ID";
  private static final String WORKSPACE = "WORKSPACE_ID";
  private static final String MAILBOX = "MAILBOX_ID";

  private final WorkUnit unit;
  private final Scope scope;

  ScopedTables(WorkUnit unit, Scope scope) {
    this.unit = unit;
    this.scope = scope;
  }

  ScopedTables at(Scope place) {
    if (!scope.covers(place)) {
      throw new IllegalArgumentException("scope: not inside of this one");
    }
    return new ScopedTables(unit, place);
  }

  <R extends Record> SelectConditionStep<R> select(Table<R> table) {
    return unit.reading().selectFrom(table).where(confined(table));
  }

  SelectConditionStep<Record> select(Table<?> table, SelectFieldOrAsterisk... fields) {
    return unit.reading().select(fields).from(table).where(confined(table));
  }

  /** Rows of the first table for which there are rows of the second; the caller says how they hang together. */
  SelectConditionStep<Record> selectJoined(Table<?> table, Table<?> other, SelectFieldOrAsterisk... fields) {
    return unit.reading().select(fields).from(other, table).where(confined(other)).and(confined(table));
  }

  <R extends Record> InsertSetMoreStep<R> insert(Table<R> table) {
    return unit.changing().insertInto(table).set(keys(table));
  }

  /** Rows of a table with the row above them of another one, whose scope columns they share. */
  SelectConditionStep<Record> selectBelow(Table<?> above, Table<?> table, SelectFieldOrAsterisk... fields) {
    List<String> names = columnsOf(above);
    return unit.reading()
        .select(fields)
        .from(above, table)
        .where(confined(above))
        .and(confined(table))
        .and(same(columns(above, names), columns(table, names)));
  }

  /** A statement that asks this place and is prepared once for the connection. */
  PlacedStatement asking(PlacedStatement.Building building) {
    return unit.asking(building, scope);
  }

  /** A statement that changes this place and is prepared once for the connection. */
  PlacedStatement changing(PlacedStatement.Building building) {
    return unit.changing(building, scope);
  }

  /** Copies the scope columns of all rows of this place from one table to another that has no others. */
  void copyPlaces(Table<?> from, Table<?> to) {
    List<Field<UUID>> columns = columns(from, columnsOf(to));
    List<Field<UUID>> targets = columns(to, columnsOf(to));
    unit.changing()
        .insertInto(to, targets)
        .select(DSL.select(columns)
            .from(from)
            .where(confined(from))
            .andNotExists(DSL.selectOne().from(to).where(same(columns, targets))))
        .execute();
  }

  private static Condition same(List<Field<UUID>> some, List<Field<UUID>> others) {
    Condition all = DSL.noCondition();
    for (int i = 0; i < some.size(); i++) {
      all = all.and(some.get(i).eq(others.get(i)));
    }
    return all;
  }

  <R extends Record> UpdateConditionStep<R> update(Table<R> table,
      Function<UpdateSetFirstStep<R>, UpdateSetMoreStep<R>> changes) {
    return changes.apply(unit.changing().update(table)).where(confined(table));
  }

  <R extends Record> DeleteConditionStep<R> delete(Table<R> table) {
    return unit.changing().deleteFrom(table).where(confined(table));
  }

  /**
   * Deletes rows that lie at exactly this place, at most so many; returns how many there were. One by one by their keys: a limit of
   * a delete is not known everywhere, and what stands in for it reads the whole table.
   */
  int deleteOwn(Table<?> table, int limit) {
    List<TableField<?, ?>> key = keyOf(table);
    List<Record> gone = select(table, key.toArray(Field<?>[]::new)).and(own(table)).limit(limit).fetch();
    if (!gone.isEmpty()) {
      DSLContext sql = unit.changing();
      BatchBindStep each =
          sql.batch(sql.deleteFrom(table).where(DSL.and(key.stream().map(ScopedTables::isGiven).toList())));
      for (Record row : gone) {
        each = each.bind(row.intoArray());
      }
      each.execute();
    }
    return gone.size();
  }

  private static <R extends Record> List<TableField<?, ?>> keyOf(Table<R> table) {
    return List.copyOf(Objects.requireNonNull(table.getPrimaryKey(), table.getName()).getFields());
  }

  private static <T> Condition isGiven(Field<T> field) {
    return field.eq(DSL.param(field.getName(), field.getDataType()));
  }

  /** The condition that a row lies at exactly this place and not below it, beside {@link #confined}. */
  Condition own(Table<?> table) {
    List<String> below = columnsOf(table);
    below.removeAll(ids().keySet());
    return DSL.and(columns(table, below).stream().map(Field::isNull).toList());
  }

  /** A condition for use inside of another statement of this place. */
  Condition confined(Table<?> table) {
    return unit.confining()
        .of(table,
            DSL.and(ids().entrySet().stream().map(id -> column(table, id.getKey()).eq(id.getValue())).toList()));
  }

  /** The scope columns lead in most indexes, and are named in the order so that the index is walked and nothing is sorted. */
  List<SortField<?>> ascending(Table<?> table, Field<?>... fields) {
    return order(table, fields).stream().<SortField<?>>map(Field::asc).toList();
  }

  List<SortField<?>> descending(Table<?> table, Field<?>... fields) {
    return order(table, fields).stream().<SortField<?>>map(Field::desc).toList();
  }

  /** As {@link #ascending}, off an index that the mailbox leads alone: no two of them, of whatever tenants, have one id. */
  static List<SortField<?>> ascendingInMailbox(Table<?> table, Field<?>... fields) {
    return inMailbox(table, fields).<SortField<?>>map(Field::asc).toList();
  }

  static List<SortField<?>> descendingInMailbox(Table<?> table, Field<?>... fields) {
    return inMailbox(table, fields).<SortField<?>>map(Field::desc).toList();
  }

  private static Stream<Field<?>> inMailbox(Table<?> table, Field<?>... fields) {
    return Stream.concat(Stream.of(column(table, MAILBOX)), Stream.of(fields));
  }

  /** As {@link #ascending}, for the rows of exactly this place: the columns below it are null, and lead in the index too. */
  List<SortField<?>> ascendingOwn(Table<?> table, Field<?>... fields) {
    return Stream.concat(columns(table, columnsOf(table)).stream(), Stream.of(fields))
        .<SortField<?>>map(Field::asc)
        .toList();
  }

  /** The ranges of an order by the scope columns that come after a place, one behind the other. */
  static List<Condition> rangesAfter(Table<?> table, Scope.OfMailbox place) {
    Field<UUID> tenant = column(table, TENANT);
    Field<UUID> workspace = column(table, WORKSPACE);
    Condition inTenant = tenant.eq(place.tenant().value());
    return List.of(
        inTenant.and(workspace.eq(place.workspace().value())).and(column(table, MAILBOX).gt(place.mailbox().value())),
        inTenant.and(workspace.gt(place.workspace().value())),
        tenant.gt(place.tenant().value()));
  }

  /** The order by the scope columns. */
  static List<Field<UUID>> byPlace(Table<?> table) {
    return columns(table, columnsOf(table));
  }

  /** The same, and by more within a place. */
  static List<Field<?>> byPlaceAnd(Table<?> table, Field<?>... fields) {
    List<Field<?>> order = new ArrayList<>(byPlace(table));
    order.addAll(List.of(fields));
    return order;
  }

  private List<Field<?>> order(Table<?> table, Field<?>... fields) {
    List<Field<?>> order = new ArrayList<>();
    ids().keySet().forEach(name -> order.add(column(table, name)));
    order.addAll(List.of(fields));
    return order;
  }

  /** The place that a row lies at, as deep as its scope columns are filled. */
  static Optional<Scope> placeOf(Table<?> table, Record row) {
    return place(id(table, TENANT, row), id(table, WORKSPACE, row), id(table, MAILBOX, row));
  }

  /** The same of a row as the driver has it, whose scope columns, three of them, were selected first. */
  static Optional<Scope> placeOf(ResultSet row) throws SQLException {
    return place(id(1, row), id(2, row), id(3, row));
  }

  /** The workspace of a row of which the columns of tenant and workspace were selected first; nothing where they are null. */
  static Optional<Scope.OfWorkspace> workspaceOf(ResultSet row) throws SQLException {
    return workspace(tenant(id(1, row)), id(2, row));
  }

  private static Optional<Scope> place(Optional<UUID> tenant, Optional<UUID> workspace, Optional<UUID> mailbox) {
    Optional<Scope.OfTenant> highest = tenant(tenant);
    Optional<Scope.OfWorkspace> between = workspace(highest, workspace);
    Optional<Scope.OfMailbox> deepest = between.flatMap(in -> mailbox.map(MailboxId::new).map(in::mailbox));
    return deepest.<Scope>map(place -> place).or(() -> between).or(() -> highest);
  }

  private static Optional<Scope.OfTenant> tenant(Optional<UUID> id) {
    return id.map(TenantId::new).map(Scope.OfTenant::new);
  }

  private static Optional<Scope.OfWorkspace> workspace(Optional<Scope.OfTenant> above, Optional<UUID> id) {
    return above.flatMap(tenant -> id.map(WorkspaceId::new).map(tenant::workspace));
  }

  /** Nothing where the place of the row is no mailbox. */
  static Optional<Scope.OfMailbox> mailboxOf(Table<?> table, Record row) {
    return mailbox(placeOf(table, row));
  }

  /** The same of a row as the driver has it, whose scope columns, three of them, were selected first. */
  static Optional<Scope.OfMailbox> mailboxOf(ResultSet row) throws SQLException {
    return mailbox(placeOf(row));
  }

  private static Optional<Scope.OfMailbox> mailbox(Optional<Scope> place) {
    return place.filter(Scope.OfMailbox.class::isInstance).map(Scope.OfMailbox.class::cast);
  }

  private static Optional<UUID> id(Table<?> table, String column, Record row) {
    return Optional.ofNullable(table.field(column, UUID.class)).map(row::get);
  }

  private static Optional<UUID> id(int column, ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getObject(column, UUID.class));
  }

  /** The scope columns of a row of this place; those below the place stay null. */
  Map<Field<UUID>, UUID> keys(Table<?> table) {
    Map<Field<UUID>, UUID> keys = new LinkedHashMap<>();
    ids().forEach((name, id) -> keys.put(column(table, name), id));
    return keys;
  }

  /** The scope columns that a table has. */
  private static List<String> columnsOf(Table<?> table) {
    return Stream.of(TENANT, WORKSPACE, MAILBOX)
        .filter(name -> table.field(name) != null)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Field<UUID>> columns(Table<?> table, List<String> names) {
    return names.stream().map(name -> column(table, name)).toList();
  }

  private static Field<UUID> column(Table<?> table, String name) {
    return Objects.requireNonNull(table.field(name, UUID.class), name);
  }

  private Map<String, UUID> ids() {
    Map<String, UUID> ids = new LinkedHashMap<>();
    ids.put(TENANT, scope.tenant().value());
    switch (scope) {
      case Scope.OfTenant tenant -> {
      }
      case Scope.OfWorkspace workspace -> ids.put(WORKSPACE, workspace.workspace().value());
      case Scope.OfMailbox mailbox -> {
        ids.put(WORKSPACE, mailbox.workspace().value());
        ids.put(MAILBOX, mailbox.mailbox().value());
      }
    }
    return ids;
  }
}
