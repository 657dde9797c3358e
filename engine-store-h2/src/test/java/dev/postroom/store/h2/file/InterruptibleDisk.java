package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk of this machine by the channels that everybody uses, which an interrupt of a thread inside closes for all. */
public final class InterruptibleDisk extends DelegatingDisk {

  public InterruptibleDisk() {
    super(new RealDisk());
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    RealDisk.create(path);
    return new ChannelFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** An open file. */
  private record ChannelFile(FileChannel channel) implements DiskFile {

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      ByteBuffer octets = ByteBuffer.wrap(target, offset, length);
      int count = 0;
      while (octets.hasRemaining() && count >= 0) {
        count = channel.read(octets, position + octets.position() - offset);
      }
      return octets.position() - offset;
    }

    @Override
    public void write(long position, byte[] source, int offset, int length) throws IOException {
      ByteBuffer octets = ByteBuffer.wrap(source, offset, length);
      while (octets.hasRemaining()) {
        channel.write(octets, position + octets.position() - offset);
      }
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void resize(long size) throws IOException {
      if (size < channel.size()) {
        channel.truncate(size);
      } else if (size > channel.size()) {
        write(size - 1, new byte[1], 0, 1);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
