package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DomainId;

/** An address on one claim of a domain, or on the platform's. */
record Slot(DomainId domain, EmailAddress address) {}
