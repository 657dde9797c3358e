package dev.postroom.tenancy;

import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.TenantId;
import java.time.Instant;

/**
 * An account of the host's product, as it was when asked.
 *
 * @param id
 *          its id
 * @param externalId
 *          the host's own id
 * @param name
 *          its name
 * @param standing
 *          whether it is in use
 * @param createdAt
 *          when it was created
 */
public record Tenant(TenantId id, ExternalId externalId, String name, Standing standing, Instant createdAt) {}
