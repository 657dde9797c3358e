package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A mailbox in which every condition finds some messages and passes others by, the same with every run. */
final class Furnishing {
  private static final Token ANN = Rows.token(Token.Kind.FROM, "ann");
  private static final Token BOB = Rows.token(Token.Kind.FROM, "bob");
  private static final Token CAT = Rows.token(Token.Kind.TO, "cat");
  private static final Token DOG = Rows.token(Token.Kind.TO, "dog");

  private final MailRoom room;
  private final Scope.OfMailbox mailbox;
  private final Instant start;
  private final ThreadId thread;
  private final Random random = new Random(4);

  Furnishing(MailRoom room, Scope.OfMailbox mailbox) {
    this.room = room;
    this.mailbox = mailbox;
    this.start = room.clock().instant();
    this.thread = room.ids().thread();
  }

  void fill(int messages) {
    for (int i = 0; i < messages; i++) {
      Post post = room.post().at(start.plusMillis(random.nextInt(10)));
      List.of(Flag.values()).stream().filter(flag -> random.nextBoolean()).forEach(post::flag);
      List.of(ANN, BOB, CAT, DOG).stream().filter(token -> random.nextBoolean()).forEach(post::token);
      if (random.nextBoolean()) {
        post.in(thread);
      }
      post.to(mailbox);
    }
  }

  List<MessageSelection> selections() {
    MessageSelection all = Selection.all();
    MessageSelection unread = Selection.without(Selection.with(all, Flag.UNREAD), Flag.ARCHIVED, Flag.SENT);
    List<MessageSelection> each = new ArrayList<>(List.of(all, unread, Selection.with(all, Flag.ARCHIVED),
        Selection.with(all, Flag.SENT), Selection.without(all, Flag.ARCHIVED, Flag.SENT), Selection.in(all, thread),
        Selection.from(all, ANN), Selection.from(all, ANN, BOB), Selection.to(all, CAT, DOG),
        Selection.to(Selection.from(all, ANN, BOB), CAT), Selection.in(Selection.from(unread, BOB), thread)));
    List.copyOf(each)
        .forEach(s -> each.add(Selection.until(Selection.since(s, start.plusMillis(3)), start.plusMillis(6))));
    return each;
  }
}
