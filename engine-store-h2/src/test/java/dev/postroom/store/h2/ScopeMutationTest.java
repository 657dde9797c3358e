package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.store.h2.ScopeFault.Site;
import dev.postroom.testkit.Effort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Table;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whichever statement is not confined to its place any more, a contract notices, but where it finds nothing else then either. */
@ExtendWith(SilentLog.class)
class ScopeMutationTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/postroom/store/h2");

  /** Where nothing else is found or changed without the scope, and why. */
  private static final Map<String, String> EQUIVALENT = Map.of(
      "Addresses: gone.forEach(row -> tables().delete(ADDRESS).and(isSlotOf(row)).execute()); ADDRESS",
      "the address was found in the mailbox, and no two mailboxes have the same",
      "Domains: .select(DOMAIN, DOMAIN.CATCH_ALL) DOMAIN", "a domain's id is one of all tenants",
      "Domains: tables.update(DOMAIN, row -> row.set(DOMAIN.CONFIRMED_AT, Micros.of(at))) DOMAIN",
      "the claim was found in the workspace, and its id is one of all tenants",
      "Sums: Record mailboxes = tables.selectBelow(WORKSPACE, MAILBOX, HOW_MANY, OCTETS) WORKSPACE",
      "the other table is confined, and the two are joined by the scope",
      "Sums: Record mailboxes = tables.selectBelow(WORKSPACE, MAILBOX, HOW_MANY, OCTETS) MAILBOX",
      "the other table is confined, and the two are joined by the scope");

  /** What no method of a place leads to, and what shows it instead. */
  private static final Map<String, String> ELSEWHERE = Map.of(
      "ContentRows: .select(MESSAGE, MESSAGE.CONTENT_SEGMENT, MESSAGE.CONTENT_OFFSET, MESSAGE.CONTENT_LENGTH)",
      "of a compaction, which ContentRowsTest shows",
      "ContentRows: .update(MESSAGE, row -> row.set(MESSAGE.CONTENT_SEGMENT, to.segment()).set(MESSAGE.CONTENT_OFFSET, to.offset()))",
      "of a compaction, which ContentRowsTest shows",
      "ContentRows: Condition sameMailbox = new ScopedTables(unit, last.mailbox()).confined(MESSAGE);",
      "where a compaction goes on, which ContentRowsTest shows");

  /** Each of them takes a second or two: a build tries some, chosen anew by each build, the long form all. */
  private static final int ONE_IN = Effort.of(19, 1);

  @TempDir
  static Path folder;

  private static Set<Site> passed = Set.of();

  @BeforeAll
  static void runAllContracts() {
    ScopeFault fault = ScopeFault.none();
    StoreFiles empty = StoreFiles.ofEmpty(folder.resolve("empty"));
    ScopeTrial trial = new ScopeTrial(empty, folder, fault);
    assertThat(trial.complaint()).as("of a store in which all statements are confined").isEmpty();
    passed = Set.copyOf(fault.passed());
  }

  @Test
  void every_statement_that_is_confined_is_made_by_the_contracts() {
    Set<String> positions = passed.stream().map(Site::position).collect(Collectors.toSet());
    assertThat(begun(classes()).filter(site -> !positions.contains(site.position())).map(ScopeMutationTest::said))
        .containsExactlyInAnyOrderElementsOf(ELSEWHERE.keySet());
  }

  /** It is shown by a class that says so in this way, as there is none among those of the store. */
  @Test
  void a_statement_that_is_asked_for_by_a_method_reference_is_seen() {
    JavaClasses referring = new ClassFileImporter().importClasses(ScopedTables.class, Referring.class);

    assertThat(begun(referring)).extracting(Site::type).containsExactly(ScopeFault.nameOf(Referring.class));
  }

  private record Referring(ScopedTables tables) implements Supplier<Function<Table<Record>, Object>> {
    @Override
    public Function<Table<Record>, Object> get() {
      return tables::select;
    }
  }

  @Test
  void a_statement_that_is_not_confined_is_noticed() {
    List<Site> sites = passed.stream()
        .sorted(Comparator.comparing(Site::type).thenComparingInt(Site::line).thenComparing(Site::table))
        .toList();
    int any = ThreadLocalRandom.current().nextInt(ONE_IN);
    List<Site> tried = IntStream.range(0, sites.size()).filter(at -> at % ONE_IN == any).mapToObj(sites::get).toList();
    assertThat(tried.stream().filter(this::isUnnoticed).map(ScopeMutationTest::said)).as("from number %d on", any)
        .containsExactlyInAnyOrderElementsOf(
            tried.stream().map(ScopeMutationTest::said).filter(EQUIVALENT::containsKey).toList());
  }

  @Test
  void what_is_said_to_make_no_difference_is_there() {
    assertThat(passed.stream().map(ScopeMutationTest::said)).containsAll(EQUIVALENT.keySet());
  }

  @Test
  void a_store_that_breaks_as_a_whole_is_not_taken_for_noticed() {
    for (Throwable broken : List.of(new VerifyError(), new StoreException(FailureReason.STORE_UNAVAILABLE, "closed"))) {
      assertThatThrownBy(() -> ScopeTrial.sound(broken)).isInstanceOf(IllegalStateException.class).hasCause(broken);
    }
  }

  private boolean isUnnoticed(Site site) {
    return ScopeTrial.of(new StoreFiles(folder.resolve("empty")), folder, site).isEmpty();
  }

  private static JavaClasses classes() {
    return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackagesOf(ScopedTables.class);
  }

  /** Where classes ask for a statement that is confined, or say that it is to be asked for. */
  private static Stream<Site> begun(JavaClasses classes) {
    Set<String> confining = confining(classes.get(ScopedTables.class));
    return classes.stream()
        .filter(type -> !type.isEquivalentTo(ScopedTables.class))
        .flatMap(ScopeMutationTest::accesses)
        .filter(access -> access.getTargetOwner().isEquivalentTo(ScopedTables.class)
            && confining.contains(access.getTarget().getName()))
        .map(access -> new Site(ScopeFault.nameOf(access.getOriginOwner().reflect()), access.getLineNumber(), ""))
        .distinct();
  }

  private static Stream<JavaAccess<?>> accesses(JavaClass type) {
    return Stream.concat(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream());
  }

  /** The methods that confine, by themselves or by another one. */
  private static Set<String> confining(JavaClass tables) {
    Set<String> confining = new HashSet<>(Set.of("confined"));
    int before = 0;
    while (before < confining.size()) {
      before = confining.size();
      accesses(tables)
          .filter(access -> access.getTargetOwner().equals(tables) && confining.contains(access.getTarget().getName()))
          .forEach(access -> confining.add(access.getOrigin().getName()));
    }
    return confining;
  }

  /** What stands there, which stays the same when lines are moved. */
  private static String said(Site site) {
    try {
      String outer = site.type().replaceFirst("\\$.*", "");
      String line = Files.readAllLines(SOURCES.resolve(outer + ".java")).get(site.line() - 1).strip();
      return (outer + ": " + line + ' ' + site.table()).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
