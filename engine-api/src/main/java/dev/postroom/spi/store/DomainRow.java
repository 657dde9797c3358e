package dev.postroom.spi.store;

import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import java.time.Instant;
import java.util.Optional;

/**
 * A workspace's claim of a domain as it is stored.
 *
 * @param id
 *          the claim; a later claim of the same name has another id
 * @param name
 *          the domain
 * @param claimedAt
 *          when it was claimed
 * @param confirmedAt
 *          since when it belongs to the workspace; empty while it is only claimed
 */
public record DomainRow(DomainId id, DomainName name, Instant claimedAt, Optional<Instant> confirmedAt) {}
