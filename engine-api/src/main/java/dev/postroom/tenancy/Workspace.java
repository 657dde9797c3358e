package dev.postroom.tenancy;

import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.WorkspaceId;
import java.time.Instant;

/**
 * One customer of a tenant, the isolation boundary, as it was when asked.
 *
 * @param id
 *          its id
 * @param externalId
 *          the host's own id
 * @param name
 *          its name
 * @param standing
 *          its own standing; a suspended tenant above it suspends it too
 * @param createdAt
 *          when it was created
 */
public record Workspace(WorkspaceId id, ExternalId externalId, String name, Standing standing, Instant createdAt) {}
