package dev.postroom.core.mailbox;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mime.Outline;
import dev.postroom.message.Correspondent;
import dev.postroom.spi.store.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a message can be found by while it is sealed: its authors, its recipients, its Message-ID. Each is a row for the one writer
 * that all tenants share, and the sender of a message chooses how many there are: so they are bounded, for all copies together too.
 */
public final class MessageTokens {
  private static final int MOST_OF_A_KIND = 200;
  private static final int MOST_OF_A_KIND_IN_ALL_COPIES = 2_000;

  private MessageTokens() {}

  /**
   * The tokens of a message.
   *
   * @param envelope
   *          recipients who need not be named in its header
   * @param copies
   *          in how many mailboxes it is stored
   */
  public static Set<Token> of(MailboxCipher cipher, Outline outline, List<EmailAddress> envelope, int copies) {
    int most = Math.min(MOST_OF_A_KIND, MOST_OF_A_KIND_IN_ALL_COPIES / copies);
    Set<Token> tokens = new HashSet<>();
    add(tokens, cipher, Token.Kind.FROM, outline.people().from(), most);
    add(tokens, cipher, Token.Kind.TO, outline.people().to(), most);
    add(tokens, cipher, Token.Kind.TO, outline.people().cc(), most);
    envelope.stream().limit(most).forEach(address -> tokens.add(cipher.token(Token.Kind.TO, address.canonical())));
    outline.threading().messageId().ifPresent(id -> tokens.add(cipher.token(Token.Kind.MESSAGE_ID, id)));
    return tokens;
  }

  private static void add(Set<Token> tokens, MailboxCipher cipher, Token.Kind kind, List<Correspondent> people,
      int most) {
    people.stream()
        .map(Correspondent::address)
        .flatMap(Optional::stream)
        .limit(most)
        .forEach(address -> tokens.add(cipher.token(kind, address.canonical())));
  }
}
