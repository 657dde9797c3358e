package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.jspecify.annotations.Nullable;

/**
 * A database file whose header names the newest chunk at every sync. H2 2.5.252 writes the header before it counts the new chunk as
 * the last one, so that the header names the one before; when the new chunk then lies elsewhere than that one foretold, an open
 * after a crash does not find it, however well it was forced, and with it loses all commits up to the next header. The two
 * copies of the header may differ: H2 takes the newer one.
 */
final class DatabaseFile implements DiskFile {
  private static final int BLOCK = 4096;
  private static final int LONGEST_CHUNK_HEADER = 1024;
  private static final byte[] CHUNK_MARK = "chunk:".getBytes(StandardCharsets.ISO_8859_1);

  private static final String CHECKSUM = ",fletcher:";

  /** The chunk that was written last. */
  private record Chunk(long id, long version, long block) {}

  private final JournaledFile file;
  private volatile @Nullable Chunk newest;

  DatabaseFile(JournaledFile file) {
    this.file = file;
  }

  @Override
  public void write(long position, byte[] source, int offset, int length) throws IOException {
    file.write(position, source, offset, length);
    if (position >= 2L * BLOCK && position % BLOCK == 0 && startsChunk(source, offset, length)) {
      note(position / BLOCK, source, offset, Math.min(length, LONGEST_CHUNK_HEADER));
    }
  }

  private static boolean startsChunk(byte[] source, int offset, int length) {
    if (length < CHUNK_MARK.length) {
      return false;
    }
    for (int i = 0; i < CHUNK_MARK.length; i++) {
      if (source[offset + i] != CHUNK_MARK[i]) {
        return false;
      }
    }
    return true;
  }

  private synchronized void note(long block, byte[] source, int offset, int length) {
    String text = new String(source, offset, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    if (end < 0) {
      return;
    }
    Map<String, String> fields = DataUtils.parseMap(text.substring(0, end).trim());
    long version = DataUtils.readHexLong(fields, "version", 0);
    Chunk known = newest;
    if (known == null || version >= known.version) {
      newest = new Chunk(DataUtils.readHexLong(fields, "chunk", 0), version, block);
    }
  }

  @Override
  public void sync() throws IOException {
    Chunk chunk = newest;
    if (chunk != null) {
      nameInHeader(chunk);
    }
    file.sync();
  }

  private void nameInHeader(Chunk chunk) throws IOException {
    byte[] block = new byte[BLOCK];
    file.read(0, block, 0, BLOCK);
    Map<String, String> header = headerFields(block);
    if (isBehind(header, chunk)) {
      header.put("chunk", Long.toHexString(chunk.id));
      header.put("version", Long.toHexString(chunk.version));
      header.put("block", Long.toHexString(chunk.block));
      file.write(0, headerBlock(header), 0, BLOCK);
    }
  }

  /** A header that tells of a clean shutdown is left alone, and so is what is no header. */
  private static boolean isBehind(Map<String, String> header, Chunk chunk) {
    if (header.isEmpty() || header.containsKey("clean")) {
      return false;
    }
    long version = DataUtils.readHexLong(header, "version", 0);
    boolean moved = DataUtils.readHexLong(header, "block", 0) != chunk.block;
    return version < chunk.version || version == chunk.version && moved;
  }

  private static Map<String, String> headerFields(byte[] block) {
    String text = new String(block, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(CHECKSUM);
    if (!text.startsWith("H:") || end < 0) {
      return new HashMap<>();
    }
    Map<String, String> fields = DataUtils.parseMap(text.substring(0, text.indexOf('\n', end)));
    String checksum = Integer.toHexString(DataUtils.getFletcher32(block, 0, end));
    return checksum.equals(fields.remove("fletcher")) ? fields : new HashMap<>();
  }

  private static byte[] headerBlock(Map<String, String> fields) {
    StringBuilder text = DataUtils.appendMap(new StringBuilder(), new HashMap<>(fields));
    byte[] checked = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(checked, 0, checked.length));
    byte[] written = text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] block = new byte[BLOCK];
    System.arraycopy(written, 0, block, 0, written.length);
    return block;
  }

  /** Begins a copy of what an open would find if the power were cut now. */
  FileSnapshot snapshot(DiskFile target) throws IOException {
    return file.snapshot(target);
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    return file.read(position, target, offset, length);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void resize(long size) throws IOException {
    file.resize(size);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
