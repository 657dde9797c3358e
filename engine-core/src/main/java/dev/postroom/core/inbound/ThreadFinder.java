package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mime.Outline;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Correspondent;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.Token;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the thread that a message goes on with: that of a message in the same mailbox which it names as an ancestor, if its author
 * took part in that message. Anybody else who knows a Message-ID begins a thread of their own.
 */
public final class ThreadFinder {
  private static final int MOST_ANCESTORS = 50;
  private static final int MOST_AUTHORS = 10;
  /** Of each all tokens are read, and the sender chose which and how many. */
  private static final int MOST_CANDIDATES = 10;

  private final MailStore store;

  public ThreadFinder(MailStore store) {
    this.store = store;
  }

  Optional<ThreadId> find(Scope.OfMailbox mailbox, MailboxCipher cipher, Outline outline) {
    Set<Token> ancestors = ancestors(cipher, outline);
    if (ancestors.isEmpty()) {
      return Optional.empty();
    }
    Set<Token> authors = authors(cipher, outline);
    if (authors.isEmpty()) {
      return Optional.empty();
    }
    return store.read(mailbox, transaction -> {
      MailboxStore rung = Rungs.evenErased(transaction, mailbox);
      return rung.findByToken(ancestors, MOST_CANDIDATES)
          .stream()
          .filter(row -> !Collections.disjoint(rung.tokens(row.id()), authors))
          .findFirst()
          .map(row -> row.thread());
    });
  }

  private static Set<Token> ancestors(MailboxCipher cipher, Outline outline) {
    List<String> ids =
        Stream.concat(outline.threading().references().stream(), outline.threading().inReplyTo().stream())
            .distinct()
            .toList();
    Set<Token> tokens = new HashSet<>();
    ids.stream()
        .skip(Math.max(0, ids.size() - MOST_ANCESTORS))
        .forEach(id -> tokens.addAll(cipher.tokens(Token.Kind.MESSAGE_ID, id)));
    return tokens;
  }

  private static Set<Token> authors(MailboxCipher cipher, Outline outline) {
    Set<Token> tokens = new HashSet<>();
    outline.people()
        .from()
        .stream()
        .map(Correspondent::address)
        .flatMap(Optional::stream)
        .limit(MOST_AUTHORS)
        .forEach(author -> {
          tokens.addAll(cipher.tokens(Token.Kind.FROM, author.canonical()));
          tokens.addAll(cipher.tokens(Token.Kind.TO, author.canonical()));
        });
    return tokens;
  }
}
