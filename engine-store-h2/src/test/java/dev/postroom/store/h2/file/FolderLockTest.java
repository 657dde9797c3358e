package dev.postroom.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  private final Disk disk = new RealDisk();

  @TempDir
  private Path temp;

  private static void fails(ThrowingCallable call, FailureReason reason) {
    assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class,
        failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  @Test
  void a_second_store_is_refused_until_the_first_lets_go() {
    Path folder = temp.resolve("mail");
    FolderLock first = FolderLock.take(disk, folder);

    fails(() -> FolderLock.take(disk, folder), FailureReason.STORE_IN_USE);
    fails(() -> FolderLock.take(disk, folder), FailureReason.STORE_IN_USE);
    first.close();
    first.close();

    FolderLock.take(disk, folder).close();
  }

  @Test
  void another_process_is_refused() throws IOException, InterruptedException {
    Path folder = temp.resolve("mail");
    FolderLock held = FolderLock.take(disk, folder);
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), TakeFolder.class.getName(), folder.toString()).inheritIO().start();

    assertThat(process.waitFor()).isEqualTo(TakeFolder.IN_USE);
    held.close();
  }

  @Test
  void a_folder_of_another_format_is_refused_and_not_changed() throws IOException {
    Files.writeString(temp.resolve("format"), "postroom-store 2\n");
    Files.writeString(temp.resolve("data"), "x");

    fails(() -> FolderLock.take(disk, temp), FailureReason.STORE_VERSION);
    assertThat(disk.list(temp)).containsExactly(temp.resolve("data"), temp.resolve("format"));
  }

  @Test
  void a_folder_of_something_else_is_refused_and_not_changed() throws IOException {
    Files.writeString(temp.resolve("data"), "x");

    fails(() -> FolderLock.take(disk, temp), FailureReason.STORE_VERSION);
    assertThat(disk.list(temp)).isEqualTo(List.of(temp.resolve("data")));
  }

  @Test
  void an_interrupted_thread_may_take_a_folder_and_keeps_its_flag() throws IOException {
    Path folder = temp.resolve("mail");
    Thread.currentThread().interrupt();
    try (FolderLock lock = FolderLock.take(disk, folder)) {
      assertThat(lock).isNotNull();
      assertThat(Thread.interrupted()).isTrue();
      fails(() -> FolderLock.take(disk, folder), FailureReason.STORE_IN_USE);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    assertThat(Files.readString(folder.resolve("format"))).isEqualTo("postroom-store 1\n");
  }
}
