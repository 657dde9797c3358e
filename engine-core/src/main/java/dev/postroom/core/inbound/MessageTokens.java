package dev.postroom.core.inbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mime.Outline;
import dev.postroom.message.Correspondent;
import dev.postroom.spi.store.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a message can be found by while it is sealed: its authors, its recipients, its Message-ID. */
final class MessageTokens {
  private static final int MOST_OF_A_KIND = 500;

  private MessageTokens() {}

  static Set<Token> of(MailboxCipher cipher, Outline outline, EmailAddress envelopeRecipient) {
    Set<Token> tokens = new HashSet<>();
    add(tokens, cipher, Token.Kind.FROM, outline.people().from());
    add(tokens, cipher, Token.Kind.TO, outline.people().to());
    add(tokens, cipher, Token.Kind.TO, outline.people().cc());
    tokens.add(cipher.token(Token.Kind.TO, envelopeRecipient.canonical()));
    outline.threading().messageId().ifPresent(id -> tokens.add(cipher.token(Token.Kind.MESSAGE_ID, id)));
    return tokens;
  }

  private static void add(Set<Token> tokens, MailboxCipher cipher, Token.Kind kind, List<Correspondent> people) {
    people.stream()
        .map(Correspondent::address)
        .flatMap(Optional::stream)
        .limit(MOST_OF_A_KIND)
        .forEach(address -> tokens.add(cipher.token(kind, address.canonical())));
  }
}
