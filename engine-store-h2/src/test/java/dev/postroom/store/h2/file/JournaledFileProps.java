package dev.postroom.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.store.h2.file.JournaledFile.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is written and wherever the power fails, the file is at the end of a sync. */
class JournaledFileProps {
  private static final Path FILE = Path.of("/data/mail.mv.db");
  private static final Limits TIGHT = new Limits(3, 40_000);

  @Property(tries = 300)
  void after_a_cut_the_file_is_as_a_sync_left_it(@ForAll long seed, @ForAll PowerCutDisk.Policy policy)
      throws IOException {
    Random random = new Random(seed);
    PowerCutDisk disk = new PowerCutDisk();
    Octets model = new Octets();
    for (int life = 0; life < 3; life++) {
      disk = liveUntilACut(disk, model, policy, random);
    }
  }

  /** Works on a file, cuts at a random change, and leaves in the model what the disk after the cut must hold. */
  private static PowerCutDisk liveUntilACut(PowerCutDisk disk, Octets model, PowerCutDisk.Policy policy, Random random)
      throws IOException {
    List<PowerCutDisk> found = new ArrayList<>();
    List<byte[]> synced = new ArrayList<>(List.of(model.toArray()));
    List<byte[]> allowed = new ArrayList<>();
    Octets written = model.copy();
    AtomicBoolean syncing = new AtomicBoolean();
    int[] changesLeft = {random.nextInt(60)};
    disk.beforeChange(() -> {
      if (changesLeft[0]-- == 0) {
        found.add(disk.cut(policy, random));
        allowed.add(synced.getLast());
        allowed.add(syncing.get() ? written.toArray() : synced.getLast());
      }
    });
    try (JournaledFile file = JournaledFile.open(disk, FILE, TIGHT)) {
      while (found.isEmpty()) {
        act(file, written, synced, syncing, random);
        assertThat(read(file)).isEqualTo(written.toArray());
      }
    }
    disk.beforeChange(() -> {
    });
    byte[] now = contentAfterRecovery(found.getFirst());
    assertThat(allowed).anySatisfy(one -> assertThat(Arrays.equals(one, now)).isTrue());
    model.resize(0);
    model.write(0, now, sector -> true);
    model.resize(now.length);
    return found.getFirst();
  }

  private static byte[] contentAfterRecovery(PowerCutDisk disk) throws IOException {
    PowerCutDisk untouched = disk.cut(PowerCutDisk.Policy.NOTHING_KEPT, new Random(0));
    try (JournaledFile file = JournaledFile.open(untouched, FILE, TIGHT)) {
      return read(file);
    }
  }

  private static void act(JournaledFile file, Octets written, List<byte[]> synced, AtomicBoolean syncing,
      Random random) throws IOException {
    switch (random.nextInt(8)) {
      case 0 -> {
        syncing.set(true);
        file.sync();
        syncing.set(false);
        synced.add(written.toArray());
      }
      case 1 -> {
        int size = random.nextInt(50_000);
        written.resize(size);
        file.resize(size);
      }
      default -> {
        byte[] octets = new byte[random.nextInt(1, 9_000)];
        random.nextBytes(octets);
        int position = random.nextInt(50_000);
        written.write(position, octets, sector -> true);
        file.write(position, octets, 0, octets.length);
      }
    }
  }

  private static byte[] read(JournaledFile file) throws IOException {
    byte[] all = new byte[(int) file.size()];
    assertThat(file.read(0, all, 0, all.length)).isEqualTo(all.length);
    return all;
  }
}
