package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Permission;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.outbound.Egress;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.tenancy.NewKey;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What the operator does behind the backs of those who hold keys. */
record OperatorActs(World world, Minds minds) {
  private static final int MOST_TENANTS = 3;
  private static final int MOST_WORKSPACES = 3;
  private static final int MOST_MAILBOXES = 3;
  private static final int MOST_KEYS = 12;
  private static final int MOST_GONE = 4;

  /** Two tenants, two customers each, and keys, so that the first steps are worth something. */
  void furnish(Random random) {
    for (int tenants = 0; tenants < 2; tenants++) {
      TenantNode tenant = createTenant(random);
      WorkspaceNode workspace = createWorkspace(tenant, random);
      MailboxNode mailbox = createMailbox(workspace).orElseThrow();
      createMailbox(tenant.workspaces.get(0));
      List.of(workspace, mailbox, tenant.workspaces.get(0)).forEach(minds::note);
      minds.addAliases(mailbox);
      List.of(tenant, workspace, mailbox)
          .forEach(place -> issue(place, EnumSet.allOf(Permission.class), Optional.empty()));
    }
  }

  void act(Random random) {
    switch (random.nextInt(23)) {
      case 0, 1, 2 -> populate(random);
      case 3, 4, 5 -> issueKey(random);
      case 6 -> revokeKey(random);
      case 7, 8 -> suspend(random);
      case 9, 10, 11 -> resume(random);
      case 12 -> erase(random);
      case 13 -> rotate(random);
      case 14 -> confirm(random);
      case 15 -> limit(random);
      case 16 -> limitKey(random);
      case 17 -> setEgress(random);
      case 18, 19, 20 -> minds.change(random);
      default -> pass(Duration.ofMinutes(random.nextInt(40)));
    }
  }

  private void pass(Duration time) {
    Instant before = world.clock.instant();
    world.clock.advance(time);
    world.model.keys.stream()
        .filter(
            key -> key.expiresAt.filter(end -> end.isAfter(before) && !end.isAfter(world.clock.instant())).isPresent())
        .forEach(over -> world.touched.throughout(over.place));
  }

  private void populate(Random random) {
    List<TenantNode> tenants = world.model.presentTenants();
    if (tenants.size() < 2 || tenants.size() < MOST_TENANTS && random.nextInt(6) == 0) {
      createTenant(random);
      return;
    }
    TenantNode tenant = any(tenants, random);
    if (tenant.present().size() < 2 || tenant.present().size() < MOST_WORKSPACES && random.nextInt(4) == 0) {
      createWorkspace(tenant, random);
      return;
    }
    WorkspaceNode workspace = any(tenant.present(), random);
    if (workspace.present().size() < MOST_MAILBOXES) {
      createMailbox(workspace);
    }
  }

  private TenantNode createTenant(Random random) {
    world.note("create a tenant");
    String name = world.canaries.hatch(random);
    TenantAdmin admin = world.engine.tenants().create(name);
    world.canaries.belongsTo(name, admin.scope());
    TenantNode tenant = new TenantNode(admin, name);
    WorkspaceAdmin first = admin.defaultWorkspace();
    String canary = world.canaries.hatch(random);
    world.canaries.belongsTo(canary, first.scope());
    tenant.workspaces.add(
        new WorkspaceNode(tenant, first, canary, TenantAdmin.DEFAULT_WORKSPACE, TenantAdmin.DEFAULT_WORKSPACE));
    world.model.tenants.add(tenant);
    world.touched.throughout(tenant);
    return tenant;
  }

  private WorkspaceNode createWorkspace(TenantNode tenant, Random random) {
    world.note("create a workspace");
    String canary = world.canaries.hatch(random);
    WorkspaceAdmin admin = tenant.admin.createWorkspace(canary, canary + " Corp");
    world.canaries.belongsTo(canary, admin.scope());
    WorkspaceNode workspace = new WorkspaceNode(tenant, admin, canary, canary, canary + " Corp");
    tenant.workspaces.add(workspace);
    world.touched.at(workspace);
    return workspace;
  }

  private Optional<MailboxNode> createMailbox(WorkspaceNode workspace) {
    world.note("create a mailbox");
    world.touched.at(workspace);
    ClaimNode claim = workspace.claims.isEmpty() ? claim(workspace) : workspace.claims.get(0);
    EmailAddress address = EmailAddress.of(workspace.canary + ".op" + world.number(), claim.name);
    Wanted wanted = new Wanted(address.canonical(), address, List.of(), workspace.canary + " desk");
    return Optional.of(AddressActs.added(world.model, workspace, wanted,
        workspace.admin.createMailbox(wanted.asNewMailbox()).id()));
  }

  private ClaimNode claim(WorkspaceNode workspace) {
    String name = workspace.canary + "-1.example";
    ClaimNode claim = new ClaimNode(workspace, workspace.admin.claimDomain(name).confirm().id(),
        DomainName.of(name));
    claim.confirmed = true;
    workspace.claims.add(claim);
    return claim;
  }

  private void confirm(Random random) {
    List<ClaimNode> claims =
        world.model.presentWorkspaces().stream().flatMap(workspace -> workspace.claims.stream()).toList();
    if (claims.isEmpty()) {
      return;
    }
    ClaimNode claim = any(claims, random);
    world.touched.at(claim.by);
    if (!claim.confirmed && !world.model.isTaken(claim.name)) {
      world.note("confirm a domain");
      claim.by.admin.openDomain(claim.id).confirm();
      claim.confirmed = true;
    }
    List<MailboxNode> own = claim.by.present();
    if (!own.isEmpty() && random.nextBoolean()) {
      world.note("set a catch-all");
      MailboxNode mailbox = any(own, random);
      claim.by.admin.openDomain(claim.id).setCatchAll(mailbox.admin);
      claim.catchAll = Optional.of(mailbox);
    }
  }

  private void issueKey(Random random) {
    List<Node> places = world.model.present();
    if (places.isEmpty()) {
      return;
    }
    makeRoom(random);
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    int percent = random.nextInt(4) == 0 ? 30 : 90;
    for (Permission permission : Permission.values()) {
      if (random.nextInt(100) < percent) {
        permissions.add(permission);
      }
    }
    Optional<Instant> end = random.nextInt(3) == 0
        ? Optional.of(world.clock.instant().plus(Duration.ofMinutes(1 + random.nextInt(120))))
        : Optional.empty();
    issue(any(places, random), random.nextInt(12) == 0 ? Set.of() : permissions, end);
  }

  private void issue(Node place, Set<Permission> permissions, Optional<Instant> end) {
    world.touched.at(place);
    world.note("issue a key with " + permissions);
    String name = world.canaries.hatch(new Random(world.number()));
    IssuedKey issued = place.admin().issueKey(new NewKey(name, permissions, end));
    world.model.keys.add(new KeyNode(issued.key(), place, permissions, end));
  }

  private void makeRoom(Random random) {
    List<KeyNode> keys = world.model.keys;
    if (keys.size() >= MOST_KEYS) {
      List<KeyNode> dead = keys.stream().filter(this::isDead).toList();
      KeyNode gone = dead.isEmpty() ? any(keys, random) : dead.get(0);
      keys.remove(gone);
      world.heldSessions.keySet().removeIf(held -> held.key() == gone);
    }
  }

  private boolean isDead(KeyNode key) {
    return key.revoked || !key.place.isPresent()
        || key.expiresAt.filter(end -> !end.isAfter(world.clock.instant())).isPresent();
  }

  private void revokeKey(Random random) {
    List<KeyNode> live = world.model.keys.stream().filter(key -> !isDead(key)).toList();
    if (live.isEmpty()) {
      return;
    }
    KeyNode key = any(live, random);
    world.touched.throughout(key.place);
    if (random.nextInt(4) == 0) {
      world.note("revoke all keys at a place");
      key.place.admin().revokeAllKeys();
      world.model.keys.stream()
          .filter(other -> Node.isWithin(key.scope(), other.scope()))
          .forEach(other -> other.revoked = true);
    } else {
      world.note("revoke a key");
      key.place.admin().revokeKey(key.id());
      key.revoked = true;
    }
  }

  private void suspend(Random random) {
    any(random).ifPresent(place -> {
      world.note("suspend " + place.scope().getClass().getSimpleName());
      place.admin().suspend();
      place.ownStanding(Standing.SUSPENDED);
    });
  }

  private void resume(Random random) {
    List<Node> suspended =
        world.model.present().stream().filter(place -> place.ownStanding() == Standing.SUSPENDED).toList();
    if (!suspended.isEmpty()) {
      Node place = any(suspended, random);
      world.touched.throughout(place);
      world.note("resume " + place.scope().getClass().getSimpleName());
      place.admin().resume();
      place.ownStanding(Standing.ACTIVE);
    }
  }

  private void erase(Random random) {
    any(random).filter(place -> place instanceof MailboxNode || random.nextInt(3) == 0).ifPresent(place -> {
      world.note("erase " + place.scope().getClass().getSimpleName());
      place.admin().erase();
      place.ownStanding(Standing.ERASED);
      forget();
    });
  }

  /** Of what is gone, some stays known, so that its ids and keys are still tried. */
  private void forget() {
    world.model.workspaces().stream().filter(gone -> !gone.isPresent()).forEach(gone -> gone.claims.clear());
    world.model.tenants.forEach(tenant -> {
      dropFirst(tenant.workspaces);
      tenant.workspaces.forEach(workspace -> dropFirst(workspace.mailboxes));
    });
    dropFirst(world.model.tenants);
  }

  private static void dropFirst(List<? extends Node> places) {
    List<? extends Node> gone = places.stream().filter(place -> place.ownStanding() == Standing.ERASED).toList();
    places.removeAll(gone.subList(0, Math.max(0, gone.size() - MOST_GONE)));
  }

  private void rotate(Random random) {
    any(random).ifPresent(place -> {
      world.note("rotate the encryption of " + place.scope().getClass().getSimpleName());
      place.admin().rotateEncryption();
    });
  }

  /** Every other time to just what was sent already. */
  private void limit(Random random) {
    any(random).ifPresent(place -> {
      world.note("limit " + place.scope().getClass().getSimpleName());
      long sends = UsageOf.place(place, world.today()).thisMonth().sends();
      Limits limits = sends > 0 && random.nextBoolean()
          ? Limits.none().sends(sends, Limit.Window.MONTH)
          : PolicyActs.anyLimits(random);
      place.admin().setLimits(limits);
      assertThat(place.admin().limits().all()).containsExactlyInAnyOrderElementsOf(limits.all());
      place.policy().limits = limits;
    });
  }

  private void limitKey(Random random) {
    List<KeyNode> keys = world.model.keys.stream().filter(key -> key.place.isPresent()).toList();
    if (!keys.isEmpty()) {
      world.note("limit a key");
      KeyNode key = any(keys, random);
      world.touched.at(key.place);
      Limits limits = PolicyActs.anyLimitsOfKey(random);
      key.place.admin().setKeyLimits(key.id(), limits);
      assertThat(key.place.admin().keyLimits(key.id()).all()).containsExactlyInAnyOrderElementsOf(limits.all());
      key.policy.limits = limits;
    }
  }

  /** Nothing leaves by it, and nobody is ever shown it. */
  private void setEgress(Random random) {
    List<WorkspaceNode> workspaces = world.model.presentWorkspaces();
    if (!workspaces.isEmpty()) {
      world.note("set a way out");
      WorkspaceNode workspace = any(workspaces, random);
      world.touched.at(workspace);
      workspace.admin.setEgress(
          Egress.relay(workspace.secret() + ".example", 587).login(workspace.secret(), workspace.secret()));
    }
  }

  private Optional<Node> any(Random random) {
    List<Node> places = world.model.present();
    Optional<Node> place = places.isEmpty() ? Optional.empty() : Optional.of(any(places, random));
    place.ifPresent(world.touched::throughout);
    return place;
  }

  private static <T> T any(List<T> items, Random random) {
    return items.get(random.nextInt(items.size()));
  }
}
