package dev.postroom.smtp;

import dev.postroom.address.EmailAddress;
import dev.postroom.smtp.MailCommand.Encoding;
import java.util.List;

/** The RCPT command: one recipient. */
record RcptCommand(EmailAddress recipient) {

  /** Reads the argument. {@code <Postmaster>} stands for the postmaster of this host (RFC 5321, section 4.5.1). */
  static RcptCommand parse(String argument, Encoding encoding, String hostname) throws Refusal {
    PathArgument to = PathArgument.parse("TO:", argument);
    if (!to.parameters().isEmpty()) {
      throw new Refusal(Replies.UNKNOWN_PARAMETER);
    }
    if (encoding == Encoding.ASCII && !to.isAscii()) {
      throw new Refusal(Replies.NEEDS_SMTPUTF8);
    }
    PathArgument whole =
        to.path().equalsIgnoreCase("postmaster") ? new PathArgument(to.path() + '@' + hostname, List.of()) : to;
    return new RcptCommand(whole.address(Replies.BAD_RECIPIENT));
  }
}
