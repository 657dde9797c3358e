package dev.postroom.store.h2;

import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.store.h2.segment.SegmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Another process that takes in messages, deletes most of them a little later, compacts all the time and makes one backup after the
 * other until it is killed, and says how far it has come.
 */
final class BackingUp {
  static final String TAKEN = "taken ";
  static final String BEGUN = "begun ";
  static final String FOLDER = "mail";
  /** Segments of a few messages; every large one has its own. */
  static final StoreOptions OPTIONS = StoreOptions.USUAL.withSegments(new SegmentStore.Limits(8_000, 64 << 10));
  private static final int FAILED = 1;
  private static final int DELETED_AFTER = 20;
  private static final int KEPT_OF = 3;

  private BackingUp() {}

  /** The argument is a folder, for the store and the backups. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    H2MailStore store = H2MailStore.open(Ground.at(home.resolve(FOLDER)), OPTIONS);
    store.write(Furnished.house());
    Semaphore wanted = new Semaphore(0);
    inBackground(() -> {
      for (int backup = 0; backup < 10_000; backup++) {
        wanted.acquireUninterruptibly();
        say(BEGUN + backup);
        store.backup(home.resolve("backup-" + backup));
      }
    });
    Semaphore deleted = new Semaphore(0);
    inBackground(() -> {
      while (true) {
        deleted.acquireUninterruptibly();
        store.compact();
      }
    });
    for (int message = 0; message < 1_000_000; message++) {
      takeIn(store, message);
      say(TAKEN + message);
      if (!isKept(message - DELETED_AFTER)) {
        delete(store, message - DELETED_AFTER);
        deleted.release();
      }
      if (message % 25 == 0) {
        wanted.release();
      }
    }
  }

  /** What fails there ends the process, which is seen by whoever was to kill it. */
  private static void inBackground(Runnable work) {
    Thread.ofPlatform().daemon().uncaughtExceptionHandler((thread, failure) -> {
      failure.printStackTrace();
      Runtime.getRuntime().halt(FAILED);
    }).start(work);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  static void takeIn(H2MailStore store, int number) throws IOException {
    byte[] octets = octets(number);
    Appending.againWhenTooLate(() -> {
      ContentRef content = store.contents(Furnished.MAILBOX).append(id(number), sink -> sink.write(octets));
      MessageRow row = new MessageRow(id(number), new ThreadId(id(number).value()), Furnished.NOON, octets.length,
          Set.of(Flag.UNREAD), content, Furnished.sealed(400), Furnished.sealed(300));
      return store.write(t -> {
        Furnished.mailbox(t).insert(row, Furnished.tokens());
        return number;
      });
    });
  }

  static void delete(H2MailStore store, int number) {
    store.write(t -> {
      Furnished.mailbox(t).delete(id(number), Furnished.NOON);
      return number;
    });
  }

  private static boolean isKept(int number) {
    return number < 0 || number % KEPT_OF == 0;
  }

  /** Whether a message must be there once the one of another number was taken in, however much came after that. */
  static boolean isThereAfter(int number, int taken) {
    return number <= taken && isKept(number);
  }

  /** Whether it must be there when hardly anything came after that. */
  static boolean isThereAt(int number, int taken) {
    return isThereAfter(number, taken) || number <= taken && number > taken - DELETED_AFTER;
  }

  /** Whether it must be gone. */
  static boolean isGoneAfter(int number, int taken) {
    return number < taken - DELETED_AFTER && !isKept(number);
  }

  private static MessageId id(int number) {
    return new MessageId(new UUID(1_000_000L + number, 7));
  }

  private static byte[] octets(int number) {
    byte[] octets = new byte[number % 20 == 0 ? 40_000 : 3_000];
    new Random(number).nextBytes(octets);
    return octets;
  }

  /** Whether a store has no message of this number. */
  static boolean lacks(H2MailStore store, int number) {
    return store.read(t -> Furnished.mailbox(t).find(id(number))).isEmpty();
  }

  /** Whether a store has a message of this number, whole. */
  static boolean has(H2MailStore store, int number) throws IOException {
    Optional<MessageRow> row = store.read(t -> Furnished.mailbox(t).find(id(number)));
    if (row.isEmpty()) {
      return false;
    }
    try (InputStream stream = store.contents(Furnished.MAILBOX).open(row.get().content(), id(number))) {
      return SealedBytes.copyOf(stream.readAllBytes()).equals(SealedBytes.copyOf(octets(number)));
    }
  }
}
