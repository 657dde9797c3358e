package dev.postroom.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.store.h2.file.JournaledFile.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A copy of a file is of one moment, whatever happens to the file while it is made. */
class FileSnapshotProps {
  private static final Path FILE = Path.of("/data/mail.mv.db");
  private static final Path COPY = Path.of("/backup/mail.mv.db");
  private static final Limits TIGHT = new Limits(20, 400_000);
  private static final int LONGEST = 2_000_000;

  private final PowerCutDisk disk = new PowerCutDisk();
  private final Octets model = new Octets();

  /** Begins a copy of a file that was just forced. */
  @FunctionalInterface
  private interface Begin {
    FileSnapshot of(JournaledFile file, DiskFile target) throws IOException;
  }

  @Property(tries = 100)
  void it_is_what_the_last_sync_left_and_the_file_is_what_was_written(@ForAll long seed) throws IOException {
    try (JournaledFile file = JournaledFile.open(disk, FILE, TIGHT)) {
      assertThat(isOfOneMoment(file, new Random(seed), JournaledFile::snapshot)).isTrue();
      assertThat(read(file)).isEqualTo(model.toArray());
    }
  }

  @Example
  void a_copy_that_is_not_told_of_changes_is_a_mixture() throws IOException {
    try (JournaledFile file = JournaledFile.open(disk, FILE, TIGHT)) {
      boolean all = true;
      for (long seed : LongStream.range(0, 10).toArray()) {
        all &= isOfOneMoment(file, new Random(seed),
            (untold, target) -> new FileSnapshot(disk.openToRead(FILE), target, () -> {
            }));
      }
      assertThat(all).as("this is what the property guards against").isFalse();
    }
  }

  @Example
  void a_copy_that_fails_is_said_to_who_wanted_it_and_harms_nobody_else() throws IOException {
    Disk full = new GatedDisk(disk, FileSnapshotProps::refuseToWrite);
    try (JournaledFile file = JournaledFile.open(disk, FILE, TIGHT);
        DiskFile target = disk.open(COPY);
        DiskFile fullTarget = full.open(COPY)) {
      write(file, 0, new byte[500_000]);
      file.sync();
      FileSnapshot copy = file.snapshot(fullTarget);
      write(file, 0, new byte[]{1, 2, 3});
      file.sync();

      assertThatThrownBy(copy::copySome).isInstanceOf(IOException.class);
      copy.close();
      assertThat(read(file)).isEqualTo(model.toArray());
      file.snapshot(target).close();
    }
  }

  private boolean isOfOneMoment(JournaledFile file, Random random, Begin begin) throws IOException {
    for (int i = 0; i < 60; i++) {
      act(file, random);
    }
    file.sync();
    byte[] moment = model.toArray();
    act(file, random);
    try (DiskFile target = disk.open(COPY); FileSnapshot copy = begin.of(file, target)) {
      target.resize(0);
      while (copy.copySome()) {
        for (int i = random.nextInt(6); i > 0; i--) {
          act(file, random);
        }
      }
      act(file, random);
      file.sync();
      return Arrays.equals(moment, read(target));
    }
  }

  private void act(JournaledFile file, Random random) throws IOException {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> file.sync();
      case 3 -> {
        int size = random.nextInt(LONGEST);
        model.resize(size);
        file.resize(size);
      }
      default -> {
        byte[] octets = new byte[random.nextInt(1, 40_000)];
        random.nextBytes(octets);
        write(file, random.nextInt(LONGEST), octets);
      }
    }
  }

  private void write(JournaledFile file, int position, byte[] octets) throws IOException {
    model.write(position, octets, sector -> true);
    file.write(position, octets, 0, octets.length);
  }

  private static boolean refuseToWrite(GatedDisk.Change change, Path path) throws IOException {
    if (change == GatedDisk.Change.WRITE) {
      throw new IOException("no space left");
    }
    return true;
  }

  private static byte[] read(DiskFile file) throws IOException {
    byte[] all = new byte[(int) file.size()];
    assertThat(file.read(0, all, 0, all.length)).isEqualTo(all.length);
    return all;
  }
}
