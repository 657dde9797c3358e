package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Addresses of machines and of lists, by their local parts: where nothing else tells them, their names do. */
final class Unattended {
  private static final Set<String> NAMES =
      Set.of("mailer-daemon", "mailerdaemon", "postmaster", "daemon", "nobody", "listserv", "majordomo", "mailman");
  private static final Pattern FORM = Pattern.compile(
      "(?:.*[._+=-])?(?:no[._-]?reply|do[._-]?not[._-]?reply|bounces?|notifications?)(?:[._+=-].*|\\d*)"
          + "|owner-.*|.*-(?:owner|request|bounces)");

  private Unattended() {}

  static boolean includes(EmailAddress address) {
    String local = address.canonicalLocalPart().toLowerCase(Locale.ROOT);
    return NAMES.contains(local) || FORM.matcher(local).matches();
  }
}
