package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
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
import dev.postroom.tenancy.Mailbox;
import java.io.InputStream;

/** The reading half of a mailbox, each call behind the gate. */
class GatedMailboxReader implements MailboxReader {
  final Gate gate;
  final Scope.OfMailbox place;
  final Rooms rooms;
  final Messages messages;

  GatedMailboxReader(Gate gate, Scope.OfMailbox place, Rooms rooms) {
    this.gate = gate;
    this.place = place;
    this.rooms = rooms;
    this.messages = rooms.messages();
  }

  @Override
  public MailboxId id() {
    return place.mailbox();
  }

  @Override
  public Mailbox describe() {
    gate.require(Permission.READ, place);
    return rooms.tenancy().mailboxes().describe(place);
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
    return rooms.events().subscribe(gate, place, query, listener);
  }
}
