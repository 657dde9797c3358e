package dev.postroom.store.h2;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@link ScopedTables} is the only class that confines a statement, and no other can forget to. */
class ScopeColumnsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/postroom/store/h2");
  private static final Pattern NAMED_BY_TEXT = Pattern.compile("\"(TENANT|WORKSPACE|MAILBOX)_ID\"");
  private static final Pattern COMPARED = Pattern
      .compile("(TENANT|WORKSPACE|MAILBOX)_ID\\s*\\.\\s*(eq|equal|in|ne|compare|isNull|isNotNull)\\b");
  private static final Pattern IN_SQL = Pattern.compile("(tenant|workspace|mailbox)_id");
  private final JavaClasses classes = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackagesOf(ScopedTables.class);

  @Test
  void statements_that_are_not_confined_are_begun_only_where_it_is_the_purpose_to_look_across_tenants() {
    noClasses().that()
        .doNotBelongToAnyOf(ScopedTables.class, Ladder.class, H2Transaction.class, H2Routing.class,
            H2EventLog.class, H2Outbox.class, ContentRows.class, TombstoneRows.class, EngineThings.class,
            WorkUnit.class)
        .should()
        .callMethod(WorkUnit.class, "reading")
        .orShould()
        .callMethod(WorkUnit.class, "changing")
        .orShould()
        .callMethod(WorkUnit.class, "asking", PlacedStatement.Building.class)
        .check(classes);
  }

  @Test
  void the_connection_is_used_only_by_those_that_run_transactions() {
    noClasses().that()
        .doNotBelongToAnyOf(WorkUnit.class, Session.class, GroupWriter.class, DurableRows.class, Reader.class,
            RunningDatabase.class)
        .should()
        .callMethod(Session.class, "sql")
        .orShould()
        .callMethod(Session.class, "connection")
        .orShould()
        .callMethod(Session.class, "unrecorded")
        .check(classes);
  }

  @Test
  void the_scope_columns_are_compared_by_one_class_only() {
    assertThat(filesWith(COMPARED)).isEmpty();
    assertThat(filesWith(NAMED_BY_TEXT)).containsExactly("ScopedTables.java");
  }

  @Test
  void sql_in_text_only_inserts_at_a_place_and_never_asks_for_one() throws IOException {
    assertThat(filesWith(IN_SQL)).containsExactly("PreparedInserts.java");
    assertThat(Files.readString(SOURCES.resolve("PreparedInserts.java"))).doesNotContainIgnoringCase("where ");
  }

  private static List<String> filesWith(Pattern pattern) {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.filter(Files::isRegularFile)
          .filter(file -> pattern.matcher(text(file)).find())
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
