package dev.postroom.core.report;

import dev.postroom.outbound.EnhancedStatus;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The codes of a reply that a report quotes (RFC 3464, section 2.3.6). */
record SmtpReply(Optional<Integer> code, Optional<EnhancedStatus> status) {
  private static final Pattern QUOTED = Pattern.compile("(?i)smtp ?; ?(?:([245][0-9]{2})(?:[ -]|$))?[ #(]*(.*)");

  /** Reads the diagnostic code of a report; nothing when it quotes no reply, or one without codes. */
  static Optional<SmtpReply> of(String diagnostic) {
    Matcher quoted = QUOTED.matcher(diagnostic);
    if (!quoted.matches()) {
      return Optional.empty();
    }
    SmtpReply reply =
        new SmtpReply(Optional.ofNullable(quoted.group(1)).map(Integer::valueOf),
            EnhancedStatus.find(quoted.group(2)));
    return Optional.of(reply).filter(found -> found.code().isPresent() || found.status().isPresent());
  }
}
