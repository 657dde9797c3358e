package dev.postroom.core.mailbox;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.paging.Cursors;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageCursor;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.MessageSlice;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lists a mailbox: from a query to what the store can select by, and from its rows to opened summaries. */
public final class MessageLists {
  /** A store of many tenants has few threads that read: no call may keep one of them for long. */
  private static final int MOST_LOOKED_AT = 2_000;

  private final MailStore store;
  private final KeyLadder ladder;
  private final Cursors cursors;

  public MessageLists(MailStore store, KeyLadder ladder, Cursors cursors) {
    this.store = store;
    this.ladder = ladder;
    this.cursors = cursors;
  }

  Page<MessageSummary> page(Scope.OfMailbox mailbox, MessageQuery query) {
    String list = name(mailbox, query);
    MessageSelection selection = selection(ladder.mailbox(mailbox), query, list);
    MessageSlice slice = store.read(mailbox, transaction -> Rungs.of(transaction, mailbox).list(selection));
    MailboxCipher cipher = ladder.mailbox(mailbox);
    Optional<PageCursor> next = slice.next().map(last -> cursors.after(list, last.value()));
    return new Page<>(slice.rows().stream().map(row -> MessageSeals.listed(cipher, row)).toList(), next);
  }

  private MessageSelection selection(MailboxCipher cipher, MessageQuery query, String list) {
    Optional<MessageId> before = query.page().after().map(cursor -> new MessageId(cursors.id(list, cursor)));
    return new MessageSelection(query.with(), query.without(), query.since(), query.until(), query.thread(),
        tokens(cipher, Token.Kind.FROM, query.from()), tokens(cipher, Token.Kind.TO, query.to()), before,
        query.page().limit(), MOST_LOOKED_AT);
  }

  private static Set<Token> tokens(MailboxCipher cipher, Token.Kind kind, Optional<EmailAddress> address) {
    return address.map(wanted -> cipher.tokens(kind, wanted.canonical())).orElse(Set.of());
  }

  /** All that a cursor of this list is bound to. */
  private static String name(Scope.OfMailbox mailbox, MessageQuery query) {
    return String.join("\n", "messages", mailbox.mailbox().toString(), flags(query.with()), flags(query.without()),
        query.since().map(Instant::toString).orElse(""), query.until().map(Instant::toString).orElse(""),
        query.from().map(EmailAddress::canonical).orElse(""), query.to().map(EmailAddress::canonical).orElse(""),
        query.thread().map(ThreadId::toString).orElse(""));
  }

  private static String flags(Set<Flag> flags) {
    return new TreeSet<>(flags).toString();
  }
}
