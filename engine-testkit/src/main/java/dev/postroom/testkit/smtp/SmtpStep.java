package dev.postroom.testkit.smtp;

/** Where in an SMTP session something can happen (RFC 5321, section 3). */
public enum SmtpStep {
  /** The connection was made; the greeting is due. */
  GREETING,
  /** EHLO came. */
  EHLO,
  /** HELO came. */
  HELO,
  /** STARTTLS came; after a positive answer the handshake begins. */
  STARTTLS,
  /** AUTH came, with all that belongs to it. */
  AUTH,
  /** MAIL came. */
  MAIL,
  /** RCPT came. */
  RCPT,
  /** DATA came; the message is not begun. */
  DATA,
  /** DATA was answered with 354, and nothing of the message was read yet. */
  CONTENT,
  /** The message has come, and the dot that ends it. */
  DOT,
  /** RSET came. */
  RSET,
  /** NOOP came. */
  NOOP,
  /** QUIT came. */
  QUIT
}
