package dev.postroom.smtp;

import java.util.Locale;

/** The commands that are told apart. */
enum Verb {
  EHLO, HELO, MAIL, RCPT, DATA, BDAT, RSET, NOOP, VRFY, EXPN, HELP, QUIT, STARTTLS,
  /** Another protocol that was led here, such as a browser's: whatever follows must not be taken for SMTP. */
  FOREIGN,
  /** Anything else. */
  UNKNOWN;

  static Verb of(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "EHLO" -> EHLO;
      case "HELO" -> HELO;
      case "MAIL" -> MAIL;
      case "RCPT" -> RCPT;
      case "DATA" -> DATA;
      case "BDAT" -> BDAT;
      case "RSET" -> RSET;
      case "NOOP" -> NOOP;
      case "VRFY" -> VRFY;
      case "EXPN" -> EXPN;
      case "HELP" -> HELP;
      case "QUIT" -> QUIT;
      case "STARTTLS" -> STARTTLS;
      case "GET", "HEAD", "POST", "PUT", "CONNECT", "OPTIONS" -> FOREIGN;
      default -> UNKNOWN;
    };
  }
}
