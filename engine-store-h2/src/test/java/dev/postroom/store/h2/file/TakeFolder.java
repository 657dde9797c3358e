package dev.postroom.store.h2.file;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import java.nio.file.Path;

/** Another process that wants a folder. */
final class TakeFolder {
  static final int IN_USE = 3;

  private TakeFolder() {}

  public static void main(String[] arguments) {
    try {
      FolderLock.take(new RealDisk(), Path.of(arguments[0]));
    } catch (StoreException refused) {
      System.exit(refused.reason() == FailureReason.STORE_IN_USE ? IN_USE : 1);
    }
    System.exit(0);
  }
}
