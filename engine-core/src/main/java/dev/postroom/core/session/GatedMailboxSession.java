package dev.postroom.core.session;

import dev.postroom.outbound.SendReceipt;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.Explanation;
import dev.postroom.session.Deliveries;
import dev.postroom.session.MailboxPolicy;
import java.util.List;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.event.EventPumps;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.session.MailboxReader;
import dev.postroom.session.MailboxSession;

/** A mailbox, each call behind the gate. */
final class GatedMailboxSession extends GatedMailboxReader implements MailboxSession {

  GatedMailboxSession(Gate gate, Scope.OfMailbox place, Messages messages, EventPumps events) {
    super(gate, place, messages, events);
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
    return new GatedMailboxReader(gate, place, messages, events);
  }
  @Override
  public SendReceipt send(OutgoingMessage message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SendReceipt reply(MessageId original, OutgoingMessage answer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SendReceipt replyAll(MessageId original, OutgoingMessage answer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SendReceipt forward(MessageId original, OutgoingMessage cover) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SendReceipt autoReply(MessageId original, OutgoingMessage answer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Explanation> explain(OutgoingMessage message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Deliveries deliveries() {
    throw new UnsupportedOperationException();
  }

  @Override
  public MailboxPolicy policy() {
    throw new UnsupportedOperationException();
  }
}
