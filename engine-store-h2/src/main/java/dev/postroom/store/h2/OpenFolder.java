package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.util.*;

/** STAND-IN */
final class OpenFolder {
  static final Map<Path, InMemoryMailStore> ALL = new HashMap<>();
  private final Path path;
  private final InMemoryMailStore m;
  OpenFolder(Path p) { path = p; m = ALL.containsKey(p) ? ALL.get(p).reopen() : InMemoryMailStore.open(); ALL.put(p, m); }
  static OpenFolder at(Path p) { return new OpenFolder(p); }
  Path path() { return path; }
  GroupWriter.Contents contents() { return new GroupWriter.Contents() { public void force() {} public void free(ContentRef r) {} }; }
  MailboxContents contents(Scope.OfMailbox b) { return m.contents(b); }
  KeyVault vault() { return m.vault(); }
  void sweep(Engine e) {}
  void close() { m.close(); }
}
