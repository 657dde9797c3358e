package dev.postroom.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.postroom.TinkMasterKey;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.admin.TenantRegistry;
import dev.postroom.id.TenantId;
import dev.postroom.session.KeyedAccess;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The walls of the house, as docs/ARCHITECTURE.md draws them. */
@AnalyzeClasses(packages = "dev.postroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] API = {"dev.postroom.access..", "dev.postroom.address..", "dev.postroom.admin..",
      "dev.postroom.error..", "dev.postroom.event..", "dev.postroom.id..", "dev.postroom.inbound..",
      "dev.postroom.message..",
      "dev.postroom.outbound..", "dev.postroom.policy..", "dev.postroom.paging..", "dev.postroom.session..",
      "dev.postroom.spi..",
      "dev.postroom.tenancy.."};

  @ArchTest
  static final ArchRule the_language_depends_on_nothing_else = noClasses().that()
      .resideInAnyPackage(API)
      .should()
      .dependOnClassesThat(not(resideInAnyPackage(API)).and(not(resideInAnyPackage("java..", "org.jspecify.."))));

  @ArchTest
  static final ArchRule adapters_never_see_the_core = noClasses().that()
      .resideInAnyPackage("dev.postroom.store..", "dev.postroom.smtp..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("dev.postroom", "dev.postroom.core..");

  @ArchTest
  static final ArchRule the_core_never_sees_adapters = noClasses().that()
      .resideInAnyPackage("dev.postroom", "dev.postroom.core..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("dev.postroom.store..", "dev.postroom.smtp..");

  @ArchTest
  static final ArchRule no_foreign_type_stands_in_what_hosts_call = methods().that()
      .areDeclaredInClassesThat(resideInAnyPackage("dev.postroom", "dev.postroom.smtp", "dev.postroom.store.h2"))
      .and()
      .arePublic()
      .and()
      .areDeclaredInClassesThat()
      .arePublic()
      .and()
      .areNotDeclaredIn(TinkMasterKey.class)
      .should(mentionOnlyOurTypesAndJavas());

  @ArchTest
  static final ArchRule hosts_use_only_the_faces = noClasses().that()
      .resideInAnyPackage("dev.postroom.examples..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("dev.postroom.core..", "dev.postroom.store.h2.*..");

  @ArchTest
  static final ArchRule the_store_shows_itself_and_its_tombstones = classes().that()
      .resideInAPackage("dev.postroom.store.h2")
      .and()
      .areTopLevelClasses()
      .and()
      .doNotHaveSimpleName("H2MailStore")
      .and()
      .doNotHaveSimpleName("Tombstones")
      .should()
      .notBePublic();

  @ArchTest
  static final ArchRule crypto_and_mime_lean_on_no_other_room = noClasses().that()
      .resideInAnyPackage("dev.postroom.core.crypto..", "dev.postroom.core.mime..")
      .should()
      .dependOnClassesThat(
          resideInAnyPackage("dev.postroom.core..")
              .and(not(resideInAnyPackage("dev.postroom.core.crypto..", "dev.postroom.core.mime.."))));

  @ArchTest
  static final ArchRule only_the_embedded_store_speaks_sql = noClasses().that()
      .resideOutsideOfPackage("dev.postroom.store..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("java.sql..", "org.jooq..", "org.h2..");

  @ArchTest
  static final ArchRule tink_stays_behind_the_cipher = noClasses().that()
      .resideOutsideOfPackages("dev.postroom.core.crypto..", "dev.postroom")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("com.google.crypto..");

  @ArchTest
  static final ArchRule ports_of_the_language_have_no_cycles = slices().matching("dev.postroom.spi.(*)..")
      .should()
      .beFreeOfCycles();

  @ArchTest
  static final ArchRule nothing_below_the_registry_takes_a_tenants_id = methods().that()
      .arePublic()
      .and()
      .areDeclaredInClassesThat(resideInAnyPackage("dev.postroom.admin..", "dev.postroom.session.."))
      .and()
      .areNotDeclaredIn(TenantRegistry.class)
      .should(notTake(TenantId.class));

  @ArchTest
  static final ArchRule nothing_reached_from_keyed_access_leads_to_an_admin =
      classes().that().areAssignableTo(KeyedAccess.class).and().areInterfaces().should(notReach("dev.postroom.admin"));

  @ArchTest
  static final ArchRule grants_are_made_by_the_authorizer_alone = noClasses().that()
      .doNotHaveFullyQualifiedName(KeyScopeAuthorizer.class.getName())
      .should()
      .callConstructorWhere(new DescribedPredicate<>("of a proof") {
        @Override
        public boolean test(com.tngtech.archunit.core.domain.JavaConstructorCall call) {
          String made = call.getTargetOwner().getFullName();
          return made.equals("dev.postroom.access.Granted") || made.equals("dev.postroom.access.VerifiedKey");
        }
      });

  private static ArchCondition<JavaMethod> notTake(Class<?> type) {
    return new ArchCondition<>("not take a " + type.getSimpleName()) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean takes = method.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(type));
        events.add(new SimpleConditionEvent(method, !takes, method.getFullName()));
      }
    };
  }

  private static ArchCondition<JavaMethod> mentionOnlyOurTypesAndJavas() {
    return new ArchCondition<>("mention only our types and Java's") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean own = Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
            .map(JavaClass::getBaseComponentType)
            .allMatch(type -> type.isPrimitive() || type.getPackageName().startsWith("java")
                || type.getPackageName().startsWith("dev.postroom"));
        events.add(new SimpleConditionEvent(method, own, method.getFullName()));
      }
    };
  }

  /** Follows the types that methods return, from session to session. */
  private static ArchCondition<JavaClass> notReach(String packageName) {
    return new ArchCondition<>("not reach " + packageName) {
      @Override
      public void check(JavaClass start, ConditionEvents events) {
        Set<JavaClass> reached = new HashSet<>();
        reach(start, reached);
        boolean found = reached.stream().anyMatch(type -> type.getPackageName().startsWith(packageName));
        events.add(new SimpleConditionEvent(start, !found, start.getName() + " reaches " + reached));
      }
    };
  }

  private static void reach(JavaClass type, Set<JavaClass> reached) {
    if (type.getPackageName().startsWith("dev.postroom") && reached.add(type)) {
      type.getMethods().forEach(method -> reach(method.getRawReturnType(), reached));
    }
  }
}
