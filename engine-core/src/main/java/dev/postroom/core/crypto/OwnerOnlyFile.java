package dev.postroom.core.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** A small file that only its owner may touch, and that is there whole or not at all. */
public final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnlyFile() {}

  /**
   * Whether nobody but the owner has any right to the file. Where there are no POSIX permissions this cannot be told, and the answer
   * is yes.
   */
  public static boolean isOwnerOnly(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null || OWNER.containsAll(view.readAttributes().permissions());
  }

  /**
   * Makes the file, forced to the disk. It is written under another name and then linked, for a rename would replace a file that
   * appeared meanwhile.
   *
   * @throws FileAlreadyExistsException
   *           when there is one; it is left as it is
   */
  public static void create(Path file, byte[] content, byte[] uniqueName) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path draft = file.resolveSibling(file.getFileName() + "." + HexFormat.of().formatHex(uniqueName) + ".new");
    try {
      write(draft, content);
      link(file, draft, content);
    } finally {
      Files.deleteIfExists(draft);
    }
    if (folder != null) {
      forceFolder(folder);
    }
  }

  private static void link(Path file, Path draft, byte[] content) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      write(file, content);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        ownerOnly(file))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))};
  }

  /** Without this a power cut may lose the name of a file whose content is safe. Some systems cannot open a folder. */
  private static void forceFolder(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
