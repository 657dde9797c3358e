package dev.postroom.core;

import dev.postroom.MessageListener;
import dev.postroom.access.Scope;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.tenant.OperatorSessions;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.Event;
import dev.postroom.event.EventListener;
import dev.postroom.id.MessageId;
import dev.postroom.message.MessageSummary;
import dev.postroom.paging.PageCursor;

/** From the event of an arrival to the host's listener, with the mailbox in hand. What was deleted meanwhile is passed over. */
record ArrivalEar(MessageListener listener, Messages messages, OperatorSessions sessions) implements EventListener {

  @Override
  public void onEvent(Event event, PageCursor cursor) throws Exception {
    if (event.scope() instanceof Scope.OfMailbox mailbox && event.message().isPresent()) {
      tell(mailbox, event.message().get());
    }
  }

  private void tell(Scope.OfMailbox mailbox, MessageId message) throws Exception {
    MessageSummary mail;
    try {
      mail = messages.summary(mailbox, message);
    } catch (NotFoundException deletedMeanwhile) {
      return;
    }
    listener.onMessage(sessions.mailbox(mailbox), mail);
  }
}
