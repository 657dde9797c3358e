package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.event.EventPumps;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventQuery;
import dev.postroom.event.Subscription;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.paging.Page;
import dev.postroom.session.MailboxReader;
import java.io.InputStream;

/** The reading half of a mailbox, each call behind the gate. */
class GatedMailboxReader implements MailboxReader {
  final Gate gate;
  final Scope.OfMailbox place;
  final Messages messages;
  final EventPumps events;

  GatedMailboxReader(Gate gate, Scope.OfMailbox place, Messages messages, EventPumps events) {
    this.gate = gate;
    this.place = place;
    this.messages = messages;
    this.events = events;
  }

  @Override
  public MailboxId id() {
    return place.mailbox();
  }

  @Override
  public Page<MessageSummary> list(MessageQuery query) {
    gate.require(Permission.READ, place);
    return messages.list(place, query);
  }

  @Override
  public Message read(MessageId message) {
    gate.require(Permission.READ, place);
    return messages.read(place, message);
  }

  @Override
  public InputStream openRaw(MessageId message) {
    gate.require(Permission.READ, place);
    return new GatedStream(messages.openRaw(place, message), gate, place);
  }

  @Override
  public InputStream openAttachment(MessageId message, String part) {
    gate.require(Permission.READ, place);
    return new GatedStream(messages.openAttachment(place, message, part), gate, place);
  }

  @Override
  public Subscription subscribe(EventQuery query, EventListener listener) {
    gate.require(Permission.READ, place);
    return events.subscribe(gate, place, query, listener);
  }
}
