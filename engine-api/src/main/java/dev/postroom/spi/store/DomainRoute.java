package dev.postroom.spi.store;

import dev.postroom.access.Scope;
import dev.postroom.id.DomainId;
import java.util.Optional;

/**
 * Where mail for a domain goes.
 *
 * @param domain
 *          the confirmed claim, or the platform domain
 * @param catchAll
 *          the mailbox for local parts that nobody has
 */
public record DomainRoute(DomainId domain, Optional<Scope.OfMailbox> catchAll) {}
