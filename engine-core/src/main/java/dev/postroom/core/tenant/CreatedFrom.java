package dev.postroom.core.tenant;

import dev.postroom.address.EmailAddress;
import dev.postroom.tenancy.NewMailbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A digest of what a thing was created from. It is kept as it was at creation, so that a host may say at each start what it wants to
 * be there, also after the thing was renamed.
 */
final class CreatedFrom {
  private CreatedFrom() {}

  static String name(String name) {
    return digest(List.of(name));
  }

  static String mailbox(NewMailbox mailbox) {
    List<String> fields = new ArrayList<>();
    fields.add(mailbox.address().canonical());
    fields.add(mailbox.displayName().orElse(""));
    fields.add(mailbox.quota().toString());
    mailbox.aliases().stream().map(EmailAddress::canonical).sorted().forEach(fields::add);
    return digest(fields);
  }

  private static String digest(List<String> fields) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String field : fields) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
