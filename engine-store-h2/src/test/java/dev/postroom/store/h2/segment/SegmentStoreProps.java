package dev.postroom.store.h2.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What was appended and forced is read again after a power cut, wherever it falls. */
class SegmentStoreProps {
  private static final Path FOLDER = Path.of("/data/segments");
  private static final SegmentStore.Limits TIGHT = new SegmentStore.Limits(3_000, 20_000);

  /** A content and where it lies. */
  private record Stored(ContentRef ref, MessageId message, SealedBytes octets) {}

  /** A disk as it was found after a cut, and what was forced before. */
  private record Cut(PowerCutDisk disk, List<Stored> forced) {}

  @Property(tries = 150)
  void forced_contents_survive_a_cut(@ForAll long seed, @ForAll Policy policy) throws IOException {
    Random random = new Random(seed);
    PowerCutDisk disk = new PowerCutDisk();
    List<Stored> forced = List.of();
    for (int life = 0; life < 3; life++) {
      Cut cut = liveUntilACut(disk, forced, policy, random);
      disk = cut.disk();
      forced = cut.forced();
      try (SegmentStore store = SegmentStore.open(disk, FOLDER, TIGHT)) {
        readAll(store, forced);
        store.sweep(forced.stream()
            .map(Stored::ref)
            .filter(SegmentStore::isAlone)
            .map(ContentRef::segment)
            .collect(Collectors.toSet()));
        readAll(store, forced);
      }
    }
  }

  private static Cut liveUntilACut(PowerCutDisk disk, List<Stored> before, Policy policy, Random random)
      throws IOException {
    List<Cut> cuts = new ArrayList<>();
    List<Stored> forced = new ArrayList<>(before);
    List<Stored> appended = new ArrayList<>(before);
    disk.beforeChange(() -> {
      if (cuts.isEmpty() && random.nextInt(30) == 0) {
        cuts.add(new Cut(disk.cut(policy, random), List.copyOf(forced)));
      }
    });
    try (SegmentStore store = SegmentStore.open(disk, FOLDER, TIGHT)) {
      while (cuts.isEmpty()) {
        if (random.nextInt(4) == 0) {
          List<Stored> covered = List.copyOf(appended);
          store.force();
          forced.clear();
          forced.addAll(covered);
        } else {
          appended.add(append(store, random));
        }
      }
      readAll(store, appended);
    }
    return cuts.getFirst();
  }

  private static Scope.OfMailbox mailbox() {
    return new Scope.OfMailbox(new TenantId(new UUID(1, 1)), new WorkspaceId(new UUID(1, 2)),
        new MailboxId(new UUID(1, 3)));
  }

  private static Stored append(SegmentStore store, Random random) throws IOException {
    byte[] octets = new byte[random.nextInt(random.nextBoolean() ? 500 : 20_000)];
    random.nextBytes(octets);
    MessageId message = new MessageId(new UUID(random.nextLong(), random.nextLong()));
    ContentRef ref = store.contents(mailbox()).append(message, sink -> {
      int done = 0;
      while (done < octets.length) {
        int some = Math.min(octets.length - done, random.nextInt(1, 5_000));
        sink.write(octets, done, some);
        done += some;
      }
    });
    return new Stored(ref, message, SealedBytes.copyOf(octets));
  }

  private static void readAll(SegmentStore store, List<Stored> contents) throws IOException {
    MailboxContents reader = store.contents(mailbox());
    for (Stored each : contents) {
      assertThat(each.ref().length()).isEqualTo(each.octets().toByteArray().length);
      try (InputStream stream = reader.open(each.ref(), each.message())) {
        assertThat(stream.readAllBytes()).isEqualTo(each.octets().toByteArray());
      }
    }
  }
}
