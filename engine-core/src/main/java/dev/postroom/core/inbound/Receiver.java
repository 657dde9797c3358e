package dev.postroom.core.inbound;

import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.spi.inbound.InboundTransaction;
import dev.postroom.spi.inbound.MailReceiver;
import java.util.OptionalLong;

/** The engine as transports see it: a new transaction for each message. */
public final class Receiver implements MailReceiver {
  private final Admission admission;
  private final Intake intake;
  private volatile boolean closing;

  public Receiver(Admission admission, Intake intake) {
    this.admission = admission;
    this.intake = intake;
  }

  @Override
  public InboundTransaction begin(ReversePath sender, Peer peer, OptionalLong announced) {
    return new ReceivingTransaction(sender, peer, admission, intake, Intake.mostRecipients(announced), () -> closing);
  }

  @Override
  public long maxMessageSize() {
    return intake.maxMessageSize();
  }

  /** From now on every recipient and message is deferred. */
  public void close() {
    closing = true;
  }
}
