package dev.postroom.core.compose;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What composes messages leans on the room that reads them and on no other, and shows nobody what it writes them with. */
@AnalyzeClasses(packages = "dev.postroom.core.compose", importOptions = ImportOption.DoNotIncludeTests.class)
class ComposeRoomTest {

  @ArchTest
  static final ArchRule composing_leans_on_reading_alone = noClasses().should()
      .dependOnClassesThat(resideInAnyPackage("dev.postroom.core..")
          .and(
              JavaClass.Predicates.resideOutsideOfPackages("dev.postroom.core.compose..", "dev.postroom.core.mime..")));

  @ArchTest
  static final ArchRule no_type_of_jakarta_leaves = codeUnits().that()
      .arePublic()
      .and()
      .areDeclaredInClassesThat()
      .arePublic()
      .should(new ArchCondition<JavaCodeUnit>("mention no type of Jakarta Mail") {
        @Override
        public void check(JavaCodeUnit unit, ConditionEvents events) {
          boolean foreign = Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
              .anyMatch(type -> type.getPackageName().startsWith("jakarta"));
          events.add(new SimpleConditionEvent(unit, !foreign, unit.getFullName()));
        }
      });
}
