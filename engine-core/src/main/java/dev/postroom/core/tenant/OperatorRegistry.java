package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.TenantRegistry;
import dev.postroom.id.ExternalId;
import dev.postroom.id.TenantId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.tenancy.Tenant;
import java.util.Optional;

/** The top of the operator's ladder. */
public final class OperatorRegistry implements TenantRegistry {
  private final Tenancy tenancy;
  private final OperatorSessions sessions;

  public OperatorRegistry(Tenancy tenancy, OperatorSessions sessions) {
    this.tenancy = tenancy;
    this.sessions = sessions;
  }

  @Override
  public TenantAdmin create(String externalId, String name) {
    return admin(tenancy.tenants().create(new ExternalId(externalId), name));
  }

  @Override
  public TenantAdmin open(TenantId tenant) {
    Scope.OfTenant place = new Scope.OfTenant(tenant);
    tenancy.tenants().describe(place);
    return admin(place);
  }

  @Override
  public Optional<TenantAdmin> findByExternalId(String externalId) {
    return tenancy.tenants().find(new ExternalId(externalId)).map(this::admin);
  }

  @Override
  public Page<Tenant> list(PageRequest page) {
    return tenancy.tenants().list(page);
  }

  private TenantAdmin admin(Scope.OfTenant tenant) {
    return new OperatorTenant(tenant, tenancy, sessions);
  }
}
