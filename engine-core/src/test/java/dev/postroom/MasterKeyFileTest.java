package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyFileTest {
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] BOUND = {4, 5};

  @TempDir
  private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("master.key");
  }

  @Test
  void a_new_key_opens_again_and_unwraps_what_it_wrapped() {
    MasterKeyFile made = MasterKeyFile.createIfAbsent(file);
    byte[] wrapped = made.wrap(SECRET, BOUND);
    MasterKeyFile again = MasterKeyFile.open(file);
    assertThat(again.id()).isEqualTo(made.id()).matches("file:[0-9a-f]{16}");
    assertThat(again.unwrap(wrapped, BOUND)).isEqualTo(SECRET);
    assertThat(MasterKeyFile.createIfAbsent(file).unwrap(wrapped, BOUND)).isEqualTo(SECRET);
  }

  @Test
  void nothing_opens_with_other_associated_data_or_another_key() {
    byte[] wrapped = MasterKeyFile.createIfAbsent(file).wrap(SECRET, BOUND);
    assertFails(FailureReason.SEAL_BROKEN, () -> MasterKeyFile.open(file).unwrap(wrapped, SECRET));
    MasterKeyFile other = MasterKeyFile.createIfAbsent(folder.resolve("other.key"));
    assertFails(FailureReason.SEAL_BROKEN, () -> other.unwrap(wrapped, BOUND));
    assertFails(FailureReason.SEAL_BROKEN, () -> other.unwrap(new byte[0], BOUND));
  }

  @Test
  void an_absent_file_is_told_and_not_made() {
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> MasterKeyFile.open(file));
    assertThat(file).doesNotExist();
    Path nowhere = folder.resolve("no/such/folder.key");
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> MasterKeyFile.createIfAbsent(nowhere));
    assertThatThrownBy(() -> MasterKeyFile.createIfAbsent(nowhere)).hasMessageContaining("its folder is not there");
  }

  @Test
  void a_folder_is_no_key() throws IOException {
    Files.createDirectory(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> MasterKeyFile.open(file));
  }

  @Test
  void only_its_owner_has_rights_and_nothing_else_is_left_behind() throws IOException {
    MasterKeyFile.createIfAbsent(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx"})
  void a_file_that_others_may_touch_is_refused(String rights) throws IOException {
    MasterKeyFile.createIfAbsent(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> MasterKeyFile.open(file));
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> MasterKeyFile.createIfAbsent(file));
  }

  @Test
  void a_file_for_reading_only_is_enough() throws IOException {
    String id = MasterKeyFile.createIfAbsent(file).id();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(MasterKeyFile.open(file).id()).isEqualTo(id);
  }

  @Test
  void no_character_of_the_file_can_be_changed_or_lost() throws IOException {
    MasterKeyFile.createIfAbsent(file);
    String text = Files.readString(file);
    for (int at = 0; at < text.length() - 1; at++) {
      write(text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1));
      assertFails(FailureReason.SEAL_UNAVAILABLE, () -> MasterKeyFile.open(file));
      write(text.substring(0, at));
      assertFails(FailureReason.SEAL_UNAVAILABLE, () -> MasterKeyFile.open(file));
    }
    write(text.replace("\n", "\r\n"));
    MasterKeyFile.open(file);
  }

  @Test
  void a_damaged_file_is_never_replaced() throws IOException {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> MasterKeyFile.createIfAbsent(file));
    assertThat(file).isEmptyFile();
  }

  @Test
  void many_who_create_it_at_once_get_one_key() throws Exception {
    List<Future<String>> ids = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      CountDownLatch start = new CountDownLatch(1);
      for (int i = 0; i < 8; i++) {
        ids.add(threads.submit(() -> {
          start.await();
          return MasterKeyFile.createIfAbsent(file).id();
        }));
      }
      start.countDown();
    }
    for (Future<String> id : ids) {
      assertThat(id.get()).isEqualTo(MasterKeyFile.open(file).id());
    }
  }

  @Test
  void neither_its_text_nor_its_id_tell_the_key() throws IOException {
    MasterKeyFile key = MasterKeyFile.createIfAbsent(file);
    assertThat(key).hasToString("MasterKeyFile[" + key.id() + ']');
    String text = Files.readString(file);
    write(text.replace("check: ", "check: x"));
    assertThatExceptionOfType(SealException.class).isThrownBy(() -> MasterKeyFile.open(file))
        .withMessageContaining("form")
        .withMessageNotContaining(text.split("\n", -1)[2]);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  private static void assertFails(FailureReason reason, ThrowingCallable call) {
    assertThatExceptionOfType(SealException.class).isThrownBy(call).extracting(SealException::reason).isEqualTo(reason);
  }
}
