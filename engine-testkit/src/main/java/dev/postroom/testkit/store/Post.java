package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** A message on its way into a mailbox, described bit by bit. For one thread. */
public final class Post {
  private final MailStore store;
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private final Set<Token> tokens = new LinkedHashSet<>();
  private MessageId id;
  private ThreadId thread;
  private Instant receivedAt;
  private byte[] sealed = "sealed octets".getBytes(StandardCharsets.UTF_8);
  private long size = sealed.length;

  Post(MailStore store, MessageId id, ThreadId thread, Instant receivedAt) {
    this.store = store;
    this.id = id;
    this.thread = thread;
    this.receivedAt = receivedAt;
  }

  /**
   * Gives it an id.
   *
   * @param chosen
   *          instead of the next one
   * @return this
   */
  public Post id(MessageId chosen) {
    id = chosen;
    return this;
  }

  /**
   * Puts it in a thread.
   *
   * @param chosen
   *          instead of one of its own
   * @return this
   */
  public Post in(ThreadId chosen) {
    thread = chosen;
    return this;
  }

  /**
   * Sets when it was received.
   *
   * @param time
   *          instead of now
   * @return this
   */
  public Post at(Instant time) {
    receivedAt = time;
    return this;
  }

  /**
   * Sets how large it says it is.
   *
   * @param octets
   *          instead of the length of its content
   * @return this
   */
  public Post size(long octets) {
    size = octets;
    return this;
  }

  /**
   * Sets its content.
   *
   * @param octets
   *          the sealed octets
   * @return this
   */
  public Post content(byte[] octets) {
    sealed = octets.clone();
    size = octets.length;
    return this;
  }

  /**
   * Sets a flag.
   *
   * @param flag
   *          the flag
   * @return this
   */
  public Post flag(Flag flag) {
    flags.add(flag);
    return this;
  }

  /**
   * Lets it be found.
   *
   * @param token
   *          by this token too
   * @return this
   */
  public Post token(Token token) {
    tokens.add(token);
    return this;
  }

  /**
   * Stores the content, then the row.
   *
   * @param mailbox
   *          where to
   * @return the row
   */
  public MessageRow to(Scope.OfMailbox mailbox) {
    MessageRow row = row(mailbox);
    return store.write(t -> {
      Rungs.at(t, mailbox).insert(row, tokens);
      return row;
    });
  }

  /**
   * Stores the content alone.
   *
   * @param mailbox
   *          whose content it is
   * @return the row, which is not stored yet
   */
  public MessageRow row(Scope.OfMailbox mailbox) {
    return new MessageRow(id, thread, receivedAt, size, flags, append(mailbox), SealedBytes.copyOf(new byte[]{1, 2, 3}),
        SealedBytes.copyOf(new byte[]{4, 5}));
  }

  private ContentRef append(Scope.OfMailbox mailbox) {
    try {
      return store.contents(mailbox).append(id, sink -> sink.write(sealed));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
