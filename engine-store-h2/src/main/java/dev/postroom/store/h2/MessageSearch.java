package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MESSAGE;
import static dev.postroom.store.h2.jooq.Tables.MESSAGE_TOKEN;

import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.MessageSlice;
import dev.postroom.spi.store.Token;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Finds messages of one mailbox, newest first. Each way walks ranges of one index from their ends and stops in bounds: no statement
 * gathers a mailbox to sort it. Several tokens, or several combinations of flags, are several walks, merged.
 */
record MessageSearch(ScopedTables tables) {
  MessageSlice list(MessageSelection wanted) {
    List<MessageWalk> walks = walks(wanted);
    if (walks.isEmpty()) {
      return MessageSlice.NONE;
    }
    MessageWalk.Bounds bounds = new MessageWalk.Bounds(wanted.before(), wanted.limit(),
        Math.max(1, wanted.candidates() / walks.size()));
    return MessageWalk.merged(walks.stream().map(walk -> walk.within(bounds)).toList(), wanted.limit());
  }

  List<MessageRow> byToken(Collection<Token> tokens, int limit) {
    MessageWalk.Bounds bounds = new MessageWalk.Bounds(Optional.empty(), limit, limit);
    return MessageWalk
        .merged(Set.copyOf(tokens).stream().map(token -> of(token, List.of()).within(bounds)).toList(), limit)
        .rows();
  }

  private List<MessageWalk> walks(MessageSelection wanted) {
    List<Condition> times = times(wanted);
    if (!wanted.from().isEmpty() || !wanted.to().isEmpty()) {
      return ofTokens(wanted, all(Stream.of(times, flags(wanted), thread(wanted))));
    }
    if (wanted.thread().isPresent()) {
      return List.of(new MessageWalk(tables, MessageIndex.THREADS, List.of(wanted.thread().get().value()),
          all(Stream.of(times, flags(wanted)))));
    }
    return ofFlags(wanted, times);
  }

  private List<MessageWalk> ofTokens(MessageSelection wanted, List<Condition> others) {
    if (wanted.from().isEmpty()) {
      return wanted.to().stream().map(token -> of(token, others)).toList();
    }
    List<Condition> filter = all(Stream.of(others, carriesAny(wanted.to())));
    return wanted.from().stream().map(token -> of(token, filter)).toList();
  }

  private MessageWalk of(Token token, List<Condition> filter) {
    return new MessageWalk(tables, MessageIndex.TOKENS, List.of(TokenCodes.of(token)), filter);
  }

  private List<MessageWalk> ofFlags(MessageSelection wanted, List<Condition> filter) {
    if (wanted.with().isEmpty() && wanted.without().isEmpty()) {
      return List.of(new MessageWalk(tables, MessageIndex.IDS, List.of(), filter));
    }
    return combinations(wanted).stream()
        .map(flags -> new MessageWalk(tables, MessageIndex.FLAGS, MessageIndex.exactly(flags), filter))
        .toList();
  }

  /** The sets of flags that a wanted message may have. */
  private static List<Set<Flag>> combinations(MessageSelection wanted) {
    if (!Collections.disjoint(wanted.with(), wanted.without())) {
      return List.of();
    }
    List<Set<Flag>> combinations = List.of(wanted.with());
    for (Flag free : Flag.values()) {
      if (!wanted.with().contains(free) && !wanted.without().contains(free)) {
        combinations = combinations.stream().flatMap(flags -> Stream.of(flags, with(flags, free))).toList();
      }
    }
    return combinations;
  }

  private static Set<Flag> with(Set<Flag> flags, Flag more) {
    Set<Flag> all = new HashSet<>(flags);
    all.add(more);
    return all;
  }

  private List<Condition> carriesAny(Set<Token> tokens) {
    return tokens.isEmpty() ? List.of() : List.of(DSL.or(tokens.stream().map(this::carries).toList()));
  }

  /** One look at the index for each token: an "or" inside of it would walk all that the mailbox has. */
  private Condition carries(Token token) {
    var other = MESSAGE_TOKEN.as("other");
    return DSL.exists(DSL.selectOne()
        .from(other)
        .where(tables.confined(other))
        .and(other.TOKEN.eq(TokenCodes.of(token)))
        .and(other.MESSAGE_ID.eq(MESSAGE.MESSAGE_ID)));
  }

  private static List<Condition> flags(MessageSelection wanted) {
    return Stream.concat(wanted.with().stream().map(flag -> column(flag).eq(true)),
        wanted.without().stream().map(flag -> column(flag).eq(false))).toList();
  }

  private static List<Condition> times(MessageSelection wanted) {
    return Stream.concat(wanted.since().map(time -> MESSAGE.RECEIVED_AT.ge(Micros.notBefore(time))).stream(),
        wanted.until().map(time -> MESSAGE.RECEIVED_AT.lt(Micros.notBefore(time))).stream()).toList();
  }

  private static List<Condition> thread(MessageSelection wanted) {
    return wanted.thread().map(thread -> MESSAGE.THREAD_ID.eq(thread.value())).stream().toList();
  }

  private static List<Condition> all(Stream<List<Condition>> conditions) {
    return conditions.flatMap(List::stream).toList();
  }

  private static TableField<?, Boolean> column(Flag flag) {
    return switch (flag) {
      case UNREAD -> MESSAGE.UNREAD;
      case ARCHIVED -> MESSAGE.ARCHIVED;
      case SENT -> MESSAGE.SENT;
    };
  }
}
