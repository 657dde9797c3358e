package dev.postroom.core.outbound.queue;

import dev.postroom.core.inbound.Recipients;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.outbound.Breakers;
import dev.postroom.core.outbound.RetrySchedule;
import dev.postroom.core.outbound.ReturnPaths;
import dev.postroom.core.outbound.egress.Egresses;
import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.outbound.RunningOutbound;

/** What a queue is put together from, besides the tools of every room. */
public record QueueParts(Recipients recipients, Egresses egresses, RunningOutbound transport, Breakers breakers,
    RetrySchedule schedule, Aftermath aftermath, Recheck recheck, Messages messages, Signing signing,
    ReturnPaths returnPaths, MailReceiver receiver) {}
