package dev.postroom.admin;

import dev.postroom.id.TenantId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.tenancy.Tenant;
import java.util.Optional;

/** The tenants of an engine: where the operator begins. Safe for use by many threads. */
public interface TenantRegistry {

  /**
   * Creates a tenant that is named like its external id, or returns the one that is there.
   *
   * @param externalId
   *          the host's own id for it
   * @return the tenant
   */
  default TenantAdmin create(String externalId) {
    return create(externalId, externalId);
  }

  /**
   * Creates a tenant with its default workspace, or returns the one with the same external id and name.
   *
   * @param externalId
   *          the host's own id for it
   * @param name
   *          its name
   * @return the tenant
   * @throws dev.postroom.error.ConflictException
   *           when there is one with this external id and another name
   */
  TenantAdmin create(String externalId, String name);

  /**
   * Opens a tenant.
   *
   * @param tenant
   *          its id
   * @return the tenant
   * @throws dev.postroom.error.NotFoundException
   *           when there is none
   */
  TenantAdmin open(TenantId tenant);

  /**
   * Finds a tenant by the host's own id.
   *
   * @param externalId
   *          the host's own id
   * @return the tenant, if there is one
   */
  Optional<TenantAdmin> findByExternalId(String externalId);

  /**
   * Lists tenants in the order of their creation.
   *
   * @param page
   *          which page
   * @return the page
   */
  Page<Tenant> list(PageRequest page);
}
