package dev.postroom.spi.store;

import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.WorkspaceId;
import java.time.Instant;

/**
 * A workspace as it is stored.
 *
 * @param id
 *          the workspace
 * @param externalId
 *          the host's own id, unique among the tenant's workspaces that are not erased
 * @param createdFrom
 *          a digest of what it was created from, by which creating the same again is told from a conflict; 64 characters
 * @param name
 *          its name
 * @param standing
 *          its own standing
 * @param createdAt
 *          when it was created
 */
public record WorkspaceRow(WorkspaceId id, ExternalId externalId, String createdFrom, String name, Standing standing,
    Instant createdAt) {}
