package dev.postroom.spi.store;

import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.TenantId;
import java.time.Instant;

/**
 * A tenant as it is stored.
 *
 * @param id
 *          the tenant
 * @param externalId
 *          the host's own id, unique among tenants that are not erased
 * @param createdFrom
 *          a digest of what it was created from, by which creating the same again is told from a conflict; 64 characters
 * @param name
 *          its name
 * @param standing
 *          its own standing
 * @param createdAt
 *          when it was created
 */
public record TenantRow(TenantId id, ExternalId externalId, String createdFrom, String name, Standing standing,
    Instant createdAt) {}
