package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MailEngine;
import dev.postroom.access.ApiKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.PlatformDomainAdmin;
import dev.postroom.admin.ScopeAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.TenantRegistry;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.KeyId;
import dev.postroom.outbound.Egress;
import dev.postroom.policy.Limits;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.NewKey;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.testkit.isolation.Surface;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What only the operator may do is on no object that can be had with a key. */
class OperatorsSideTest {
  private static final Set<Class<?>> ADMINS = Set.of(TenantRegistry.class, ScopeAdmin.class, TenantAdmin.class,
      WorkspaceAdmin.class, MailboxAdmin.class, DomainAdmin.class, PlatformDomainAdmin.class);
  private static final Set<String> ALSO_A_HOLDERS =
      Set.of("id", "describe", "list", "createWorkspace", "openWorkspace", "findWorkspaceByExternalId",
          "listWorkspaces", "claimDomain", "listDomains", "createMailbox", "openMailbox", "findMailbox",
          "findMailboxByExternalId", "listMailboxes", "addAlias", "setPrimaryAddress", "removeAlias", "limits");

  /** The names of what an admin can do, but for what a session can do too. */
  private static Set<String> operatorsActs() {
    Set<String> names = new LinkedHashSet<>();
    ADMINS.forEach(type -> Arrays.stream(type.getDeclaredMethods()).map(Method::getName).forEach(names::add));
    names.removeAll(ALSO_A_HOLDERS);
    return names;
  }

  @Test
  void nothing_that_a_key_can_reach_is_an_act_of_the_operator() {
    Set<String> reached = Surface.methods().stream().map(Method::getName).collect(Collectors.toSet());
    assertThat(reached).doesNotContainAnyElementsOf(operatorsActs());
    assertThat(operatorsActs()).contains("setLimits", "setKeyLimits", "keyLimits", "setEgress", "removeEgress",
        "setCatchAll",
        "rotateDkim",
        "activateDkim", "issueKey", "revokeKey", "revokeAllKeys", "suspend", "resume", "erase", "rotateEncryption");
  }

  @Test
  void nothing_that_a_key_can_reach_takes_a_way_out_or_a_key() {
    assertThat(
        Surface.methods().stream().filter(method -> !method.getDeclaringClass().equals(KeyedAccess.class)))
        .allSatisfy(method -> assertThat(method.getParameterTypes()).doesNotContain(Egress.class, NewKey.class,
            KeyId.class, ApiKey.class));
  }

  @Test
  void nothing_that_a_key_can_reach_takes_limits() {
    assertThat(Surface.methods())
        .allSatisfy(method -> assertThat(method.getParameterTypes()).doesNotContain(Limits.class))
        .anySatisfy(method -> assertThat(method.getReturnType()).isEqualTo(Limits.class));
  }

  /** Who holds an object can ask for all of its public methods, whatever type it was given as. */
  @Test
  void what_a_key_opens_can_do_nothing_but_what_its_interface_says() {
    try (MailEngine engine = MailEngine.builder(InMemoryMailStore.open(), TestMasterKey.create()).start()) {
      assertThat(opened(engine)).hasSize(9)
          .allSatisfy(object -> assertThat(unsaid(object)).as("%s", object.getClass()).isEmpty());
      assertThat(unsaid(engine.tenants().create("one").defaultWorkspace())).as("control").isNotEmpty();
    }
  }

  private static List<Object> opened(MailEngine engine) {
    TenantAdmin tenant = engine.tenants().create("one");
    engine.addPlatformDomain("platform.example");
    MailboxAdmin mailbox =
        tenant.defaultWorkspace().createMailbox(NewMailbox.at(EmailAddress.parse("info@platform.example")));
    KeyedAccess door = engine.keyedAccess();
    TenantSession ofTenant = door.openTenant(tenant.issueKey("tenant", Role.MANAGEMENT).key());
    WorkspaceSession ofWorkspace = ofTenant.openWorkspace(tenant.defaultWorkspace().id());
    MailboxSession ofMailbox = ofWorkspace.openMailbox(mailbox.id());
    return List.of(door, ofTenant, ofTenant.policy(), ofWorkspace, ofWorkspace.policy(), ofMailbox,
        ofMailbox.readOnly(), ofMailbox.deliveries(), ofMailbox.policy());
  }

  /** The public methods of an object that no interface for holders of keys has. */
  private static List<Method> unsaid(Object object) {
    Set<String> said = Surface.methods().stream().map(Method::getName).collect(Collectors.toSet());
    return Arrays.stream(object.getClass().getMethods())
        .filter(method -> !method.getDeclaringClass().equals(Object.class) && !method.isBridge())
        .filter(method -> !said.contains(method.getName()))
        .toList();
  }
}
