package dev.postroom.core.outbound;

import dev.postroom.address.DomainName;
import dev.postroom.core.Tools;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.domain.DomainKeys;
import dev.postroom.core.inbound.Recipients;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.outbound.bounce.Bounces;
import dev.postroom.core.outbound.bounce.ReturnAddresses;
import dev.postroom.core.outbound.egress.Egresses;
import dev.postroom.core.outbound.queue.Aftermath;
import dev.postroom.core.outbound.queue.DeliveryDesk;
import dev.postroom.core.outbound.queue.DkimSigning;
import dev.postroom.core.outbound.queue.PolicyAftermath;
import dev.postroom.core.outbound.queue.Queue;
import dev.postroom.core.outbound.queue.QueueParts;
import dev.postroom.core.outbound.send.Sending;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.spool.Spools;
import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.outbound.RunningOutbound;

/** All that sends, put together once. */
public final class Outbound implements AutoCloseable {
  private static final DomainName UNNAMED_HOST = DomainName.of("localhost");
  private static final int FAILURES_IN_ROW = 5;

  private final Egresses egresses;
  private final RunningOutbound transport;
  private final Queue queue;
  private final Sending sending;
  private final DeliveryDesk desk;

  /** What other rooms lend. */
  public record Neighbours(Policies policies, MailboxQuotas quotas, Recipients recipients, LiveStandings standings,
      DomainKeys domainKeys,
      Messages messages, MessageParser parser, Spools spools, MailReceiver receiver, ReturnPaths returnPaths) {}

  public Outbound(Tools tools, Neighbours neighbours, OutboundParts parts) {
    this.egresses = new Egresses(tools.store(), tools.ladder(), tools.changes());
    this.transport = parts.transport()
        .map(given -> given.start(parts.hosts().own().orElse(UNNAMED_HOST), parts.dns()))
        .orElseGet(NoTransport::new);
    Sending.Rules rules = new Sending.Rules(neighbours.policies(), neighbours.quotas(), neighbours.recipients(),
        neighbours.standings(), parts.transport().isPresent(), parts.mostRecipients(), parts.timeToLive());
    Aftermath aftermath = new PolicyAftermath(neighbours.policies());
    this.queue = Queue.of(tools,
        new QueueParts(neighbours.recipients(), egresses, transport, new Breakers(tools.clock(), FAILURES_IN_ROW),
            new RetrySchedule(tools.random()), aftermath,
            Sending.recheck(rules), neighbours.messages(), new DkimSigning(neighbours.domainKeys(), tools.clock()),
            neighbours.returnPaths(), neighbours.receiver()));
    this.sending = Sending.of(tools, rules, neighbours.messages(), neighbours.parser(), neighbours.spools(), queue);
    this.desk = new DeliveryDesk(tools, queue, aftermath, parts.timeToLive());
  }

  /** What learns from reports; the inbound pipeline asks it. */
  public static Bounces bounces(Tools tools, Policies policies, ReturnAddresses returnAddresses) {
    return new Bounces(tools.ladder(), returnAddresses, tools.changes(), new PolicyAftermath(policies), tools.clock());
  }

  public Egresses egresses() {
    return egresses;
  }

  public Sending sending() {
    return sending;
  }

  public DeliveryDesk desk() {
    return desk;
  }

  public Queue queue() {
    return queue;
  }

  @Override
  public void close() {
    try (transport) {
      queue.close();
    }
  }
}
