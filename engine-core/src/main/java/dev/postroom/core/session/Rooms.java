package dev.postroom.core.session;

import dev.postroom.core.event.EventPumps;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.outbound.Outbound;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.tenant.Tenancy;

/** The flows behind the sessions. */
public record Rooms(Tenancy tenancy, Messages messages, Outbound outbound, Policies policies, EventPumps events) {}
