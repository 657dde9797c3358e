package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.error.InvalidInputException;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.RealDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What must not come back with a backup: the places that were erased and the keys that were revoked. A backup that was taken before
 * knows nothing of them, so who restores one says what he knows. It names ids and times, and no secret.
 */
public final class Tombstones {
  private static final String FIRST_LINE = "postroom-tombstones 1";
  private static final Tombstones NONE = new Tombstones(Set.of(), Map.of());

  private final Set<Scope> erased;
  private final Map<KeyId, Instant> revoked;

  Tombstones(Set<Scope> erased, Map<KeyId, Instant> revoked) {
    this.erased = Set.copyOf(erased);
    this.revoked = Map.copyOf(revoked);
  }

  /**
   * Nothing was erased or revoked.
   *
   * @return none
   */
  public static Tombstones none() {
    return NONE;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file
   *          the file
   * @return what it says
   * @throws IOException
   *           when it cannot be read
   * @throws InvalidInputException
   *           when it is something else
   */
  public static Tombstones read(Path file) throws IOException {
    return read(new RealDisk(), file);
  }

  static Tombstones read(Disk disk, Path file) throws IOException {
    List<String> lines = lines(disk, file);
    if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
      throw new InvalidInputException("tombstones: another format (expected: " + FIRST_LINE + ")");
    }
    Set<Scope> erased = new LinkedHashSet<>();
    Map<KeyId, Instant> revoked = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "erased" -> erased.add(place(words));
        case "revoked" -> revoked.put(KeyId.parse(word(words, 1)), time(word(words, 2)));
        default -> throw malformed();
      }
    }
    return new Tombstones(erased, revoked);
  }

  private static List<String> lines(Disk disk, Path file) throws IOException {
    try (DiskFile source = disk.openToRead(file)) {
      byte[] octets = new byte[(int) source.size()];
      int count = source.read(0, octets, 0, octets.length);
      return new String(octets, 0, count, StandardCharsets.US_ASCII).lines().toList();
    }
  }

  private static Scope place(String[] words) {
    Scope.OfTenant tenant = new Scope.OfTenant(TenantId.parse(word(words, 1)));
    return switch (words.length) {
      case 2 -> tenant;
      case 3 -> tenant.workspace(WorkspaceId.parse(words[2]));
      case 4 -> tenant.workspace(WorkspaceId.parse(words[2])).mailbox(MailboxId.parse(words[3]));
      default -> throw malformed();
    };
  }

  private static String word(String[] words, int number) {
    if (words.length <= number) {
      throw malformed();
    }
    return words[number];
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException other) {
      throw malformed();
    }
  }

  private static InvalidInputException malformed() {
    return new InvalidInputException("tombstones: malformed line (expected: erased or revoked, with ids)");
  }

  /**
   * Writes them into a file, to be kept apart from the backups that they are for. It survives a power cut when this returns.
   *
   * @param file
   *          the file; replaced in one step when it is there
   * @throws IOException
   *           when it cannot be written
   */
  public void write(Path file) throws IOException {
    write(new RealDisk(), file.toAbsolutePath());
  }

  void write(Disk disk, Path file) throws IOException {
    byte[] octets = text().getBytes(StandardCharsets.US_ASCII);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (DiskFile target = disk.open(unfinished)) {
      target.resize(0);
      target.write(0, octets, 0, octets.length);
      target.sync();
    }
    disk.move(unfinished, file);
    disk.syncDirectory(Objects.requireNonNull(file.getParent(), "a file has a folder"));
  }

  private String text() {
    StringBuilder lines = new StringBuilder(FIRST_LINE).append('\n');
    erased.forEach(place -> lines.append("erased ").append(ids(place)).append('\n'));
    revoked.forEach((key, at) -> lines.append("revoked ").append(key).append(' ').append(at).append('\n'));
    return lines.toString();
  }

  private static String ids(Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> tenant.tenant().toString();
      case Scope.OfWorkspace workspace -> ids(workspace.inTenant()) + ' ' + workspace.workspace();
      case Scope.OfMailbox mailbox -> ids(mailbox.inWorkspace()) + ' ' + mailbox.mailbox();
    };
  }

  /**
   * These and others.
   *
   * @param others
   *          others
   * @return all of both
   */
  public Tombstones and(Tombstones others) {
    Set<Scope> places = new LinkedHashSet<>(erased);
    places.addAll(others.erased);
    Map<KeyId, Instant> keys = new LinkedHashMap<>(others.revoked);
    keys.putAll(revoked);
    return new Tombstones(places, keys);
  }

  /**
   * The places that were erased.
   *
   * @return tenants, workspaces and mailboxes; of one below another perhaps only the upper
   */
  public Set<Scope> erased() {
    return erased;
  }

  /**
   * The keys that were revoked, and when.
   *
   * @return keys and times
   */
  public Map<KeyId, Instant> revoked() {
    return revoked;
  }

  @Override
  public String toString() {
    return "Tombstones[" + erased.size() + " erased, " + revoked.size() + " revoked]";
  }
}
