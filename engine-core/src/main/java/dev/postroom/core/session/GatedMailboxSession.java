package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.outbound.send.Sender;
import dev.postroom.core.outbound.send.Sending;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.session.Deliveries;
import dev.postroom.session.MailboxPolicy;
import dev.postroom.session.MailboxReader;
import dev.postroom.session.MailboxSession;
import java.util.List;

/** A mailbox, each call behind the gate. */
final class GatedMailboxSession extends GatedMailboxReader implements MailboxSession {

  GatedMailboxSession(Gate gate, Scope.OfMailbox place, Rooms rooms) {
    super(gate, place, rooms);
  }

  @Override
  public void markRead(MessageId message) {
    gate.require(Permission.ORGANIZE, place);
    messages.clear(place, message, Flag.UNREAD);
  }

  @Override
  public void markUnread(MessageId message) {
    gate.require(Permission.ORGANIZE, place);
    messages.set(place, message, Flag.UNREAD);
  }

  @Override
  public void archive(MessageId message) {
    gate.require(Permission.ORGANIZE, place);
    messages.set(place, message, Flag.ARCHIVED);
  }

  @Override
  public void unarchive(MessageId message) {
    gate.require(Permission.ORGANIZE, place);
    messages.clear(place, message, Flag.ARCHIVED);
  }

  @Override
  public void delete(MessageId message) {
    gate.require(Permission.ORGANIZE, place);
    messages.delete(place, message);
  }

  @Override
  public MailboxReader readOnly() {
    return new GatedMailboxReader(gate, place, rooms);
  }

  @Override
  public SendReceipt send(OutgoingMessage message) {
    return sending().send(sender(), message);
  }

  @Override
  public SendReceipt reply(MessageId original, OutgoingMessage answer) {
    return sending().reply(answerer(), original, answer);
  }

  @Override
  public SendReceipt replyAll(MessageId original, OutgoingMessage answer) {
    return sending().replyAll(answerer(), original, answer);
  }

  @Override
  public SendReceipt forward(MessageId original, OutgoingMessage cover) {
    return sending().forward(answerer(), original, cover);
  }

  @Override
  public SendReceipt autoReply(MessageId original, OutgoingMessage answer) {
    return sending().autoReply(answerer(), original, answer);
  }

  @Override
  public List<Explanation> explain(OutgoingMessage message) {
    return sending().explain(new Sender(place, gate.require(Permission.READ_USAGE, place).key()), message);
  }

  private Sending sending() {
    return rooms.outbound().sending();
  }

  private Sender sender() {
    return new Sender(place, gate.require(Permission.SEND, place).key());
  }

  /** What is sent on says what is in the mailbox. */
  private Sender answerer() {
    gate.require(Permission.READ, place);
    return sender();
  }

  @Override
  public Deliveries deliveries() {
    return new GatedDeliveries(gate, place, rooms.outbound().desk());
  }

  @Override
  public MailboxPolicy policy() {
    return new GatedMailboxPolicy(gate, place, rooms.policies(), rooms.outbound().queue());
  }
}
