package dev.postroom.store.h2.redo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What was appended is read again, and of nothing else is anything made. */
class RedoLogTest {
  private static final Path PATH = Path.of("/redo");

  private PowerCutDisk disk = new PowerCutDisk();
  private RedoLog log = new RedoLog(disk, PATH);

  @BeforeTry
  void takeAnotherDisk() {
    disk = new PowerCutDisk();
    log = new RedoLog(disk, PATH);
  }

  @Test
  void groups_come_back_in_their_order_from_behind_the_one_that_is_known() throws IOException {
    append(log, 5, 8);

    assertThat(after(4)).containsExactly(5L, 6L, 7L, 8L);
    assertThat(after(6)).containsExactly(7L, 8L);
    assertThat(after(8)).isEmpty();
  }

  @Test
  void a_group_is_safe_from_a_power_cut_once_it_is_appended() throws IOException {
    append(log, 1, 3);
    PowerCutDisk found = disk.cut(Policy.NOTHING_KEPT, new Random(1));

    assertThat(new RedoLog(found, PATH).after(0)).isEqualTo(new RedoLog(disk, PATH).after(0)).hasSize(3);
  }

  /** As it is when a process is killed between the two, and what it wrote is still to be read. */
  @Test
  void what_was_written_and_not_forced_is_lost_unless_it_is_made_safe_by_who_reads_it() throws IOException {
    append(new RedoLog(new GatedDisk(disk, (change, path) -> change != GatedDisk.Change.FORCE), PATH), 1, 3);
    assertThat(after(0)).hasSize(3);
    assertThat(afterPowerCut()).isEmpty();

    log.secure();
    assertThat(afterPowerCut()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_group_is_safe_also_when_it_took_a_second_time_to_open_the_file() throws IOException {
    AtomicInteger openings = new AtomicInteger();
    RedoLog retried = new RedoLog(new GatedDisk(disk, (change, path) -> {
      if (change == GatedDisk.Change.OPEN && openings.incrementAndGet() <= 2) {
        throw new IOException("injected: too many open files");
      }
      return true;
    }), PATH);
    assertThatThrownBy(retried::open).isInstanceOf(IOException.class);
    assertThatThrownBy(retried::open).isInstanceOf(IOException.class);
    append(retried, 1, 3);

    assertThat(afterPowerCut()).containsExactly(1L, 2L, 3L);
  }

  private List<Long> afterPowerCut() throws IOException {
    PowerCutDisk found = disk.cut(Policy.NOTHING_KEPT, new Random(1));
    RedoLog log = new RedoLog(found, PATH);
    return log.isThere() ? log.after(0).stream().map(LoggedGroup::number).toList() : List.of();
  }

  @Test
  void what_is_left_of_an_earlier_time_behind_the_newest_group_is_not_seen() throws IOException {
    append(log, 1, 6);
    log.beginAnew();
    append(log, 7, 8);

    assertThat(after(6)).containsExactly(7L, 8L);
    assertThat(after(8)).isEmpty();
  }

  @Test
  void a_log_that_is_begun_anew_by_another_opening_is_read_from_its_beginning() throws IOException {
    append(log, 1, 6);
    log.close();
    RedoLog next = new RedoLog(disk, PATH);
    append(next, 7, 7);

    assertThat(after(6)).containsExactly(7L);
  }

  @Test
  void groups_that_are_missing_before_the_first_are_not_passed_over() throws IOException {
    append(log, 3, 4);

    assertDamaged(() -> after(1));
  }

  @Test
  void a_group_that_is_damaged_before_another_is_not_taken_for_the_end() throws IOException {
    append(log, 1, 1);
    long second = log.length();
    append(log, 2, 3);
    flip(second + 20);

    assertDamaged(() -> after(0));
  }

  @Test
  void a_value_that_looks_like_a_group_is_none() throws IOException {
    RedoLog another = new RedoLog(disk, Path.of("/another"));
    append(another, 7, 7);
    append(log, 1, 1);
    long second = log.length();
    log.append(new LoggedGroup(2, List.of(new Change("insert into a values (?)", List.of(octetsOf("/another")), 1))));
    flip(second);

    assertThat(after(0)).containsExactly(1L);
  }

  @Test
  void a_log_that_had_become_long_is_shortened_when_it_is_begun_anew() throws IOException {
    log.append(new LoggedGroup(1, List.of(new Change("a", List.of(new byte[9 << 20]), 1))));
    log.beginAnew();
    append(log, 2, 2);

    assertThat(octetsOf("/redo")).hasSizeLessThan(10_000);
    assertThat(after(1)).containsExactly(2L);
  }

  @Test
  void an_empty_group_is_refused() {
    assertThatThrownBy(() -> log.append(new LoggedGroup(1, List.of()))).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void of_a_group_that_is_damaged_anywhere_nothing_is_made(@ForAll @IntRange(min = 0, max = 10_000) int where)
      throws IOException {
    append(log, 1, 1);
    long first = log.length();
    append(log, 2, 2);
    flip(first + where % (log.length() - first));

    assertThat(after(0)).containsExactly(1L);
  }

  /** Whatever a cut keeps of the group that is being appended, there are all before it, and it as a whole or not at all. */
  @Property(tries = 200)
  void a_group_that_the_power_fails_under_is_there_as_a_whole_or_not_at_all(@ForAll Random random,
      @ForAll @IntRange(min = 0, max = 9) int before) throws IOException {
    append(log, 1, 9);
    log.beginAnew();
    append(log, 10, 9 + before);
    PowerCutDisk[] found = new PowerCutDisk[1];
    disk.beforeChange(() -> found[0] = disk.cut(Policy.SECTORS_KEPT, random));
    append(log, 10 + before, 10 + before);
    disk.beforeChange(() -> {
    });

    List<LoggedGroup> read = new RedoLog(found[0], PATH).after(9);
    assertThat(read).hasSizeBetween(before, before + 1);
    assertThat(read).isEqualTo(new RedoLog(disk, PATH).after(9).subList(0, read.size()));
  }

  private static void append(RedoLog target, long first, long last) throws IOException {
    for (long number = first; number <= last; number++) {
      target.append(new LoggedGroup(number,
          List.of(new Change("insert into a values (?)", List.of(number), 1),
              new Change("update a set b = ?", List.of("x".repeat((int) (number * 700))), 2))));
    }
  }

  private List<Long> after(long last) throws IOException {
    return new RedoLog(disk, PATH).after(last).stream().map(LoggedGroup::number).toList();
  }

  private byte[] octetsOf(String path) throws IOException {
    try (DiskFile file = disk.openToRead(Path.of(path))) {
      byte[] octets = new byte[(int) file.size()];
      file.read(0, octets, 0, octets.length);
      return octets;
    }
  }

  private void flip(long position) throws IOException {
    try (DiskFile file = disk.open(PATH)) {
      byte[] octet = new byte[1];
      file.read(position, octet, 0, 1);
      octet[0] ^= 0x10;
      file.write(position, octet, 0, 1);
    }
  }

  private static void assertDamaged(ThrowingCallable reading) {
    assertThatThrownBy(reading).isInstanceOfSatisfying(StoreException.class,
        failure -> assertThat(failure.reason()).isEqualTo(FailureReason.STORE_CORRUPT));
  }
}
