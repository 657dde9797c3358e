package dev.postroom.smtp;

import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;

/** The answers that are always the same. They tell a client what to do, and nothing about the engine's inside. */
final class Replies {
  static final Reply OK = Reply.of(250, "2.0.0", "OK");
  static final Reply SENDER_OK = Reply.of(250, "2.1.0", "Sender OK");
  static final Reply RECIPIENT_OK = Reply.of(250, "2.1.5", "Recipient OK");
  static final Reply STORED = Reply.of(250, "2.0.0", "Stored");
  static final Reply SEND_CONTENT = Reply.plain(354, "Send the message, end it with <CRLF>.<CRLF>");
  static final Reply GOODBYE = Reply.of(221, "2.0.0", "Goodbye");
  static final Reply READY_FOR_TLS = Reply.of(220, "2.0.0", "Ready to start TLS");
  static final Reply CANNOT_VERIFY = Reply.of(252, "2.0.0", "Send a message to find out");
  static final Reply HELP = Reply.of(214, "2.0.0", "RFC 5321 tells it all");

  static final Reply CLOSING = Reply.of(421, "4.3.2", "The service is closing");
  static final Reply TOO_MANY_CONNECTIONS = Reply.of(421, "4.3.2", "Too many connections");
  static final Reply TOO_MANY_OF_YOURS = Reply.of(421, "4.7.0", "Too many connections from your address");
  static final Reply TIMED_OUT = Reply.of(421, "4.4.2", "Timed out");
  static final Reply TOO_MANY_COMMANDS = Reply.of(421, "4.7.0", "Too many commands");
  static final Reply TOO_MANY_ERRORS = Reply.of(421, "4.7.0", "Too many errors");
  static final Reply TOO_MANY_REFUSED = Reply.of(421, "4.7.0", "Too many refused recipients");

  static final Reply LOCAL_ERROR = Reply.of(451, "4.3.0", "Not possible now, try again later");
  static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, "4.5.3", "Too many recipients");

  static final Reply LINE_TOO_LONG = Reply.of(500, "5.5.2", "Line too long");
  static final Reply LINE_UNREADABLE = Reply.of(500, "5.5.2", "Line is not UTF-8 text");
  static final Reply UNKNOWN_COMMAND = Reply.of(500, "5.5.1", "Unknown command");
  static final Reply SYNTAX = Reply.of(501, "5.5.2", "Syntax error");
  static final Reply NO_PARAMETERS = Reply.of(501, "5.5.4", "No parameters allowed");
  static final Reply BAD_PARAMETER = Reply.of(501, "5.5.4", "Bad parameter");
  static final Reply BAD_SENDER = Reply.of(501, "5.1.7", "Bad sender address");
  static final Reply BAD_RECIPIENT = Reply.of(501, "5.1.3", "Bad recipient address");
  static final Reply NOT_IMPLEMENTED = Reply.of(502, "5.5.1", "Not implemented");
  static final Reply BAD_SEQUENCE = Reply.of(503, "5.5.1", "Bad sequence of commands");
  static final Reply GREET_FIRST = Reply.of(503, "5.5.1", "Send EHLO or HELO first");
  static final Reply NO_TRANSACTION = Reply.of(503, "5.5.1", "Send MAIL first");
  static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "A message is under way");
  static final Reply TLS_ACTIVE = Reply.of(503, "5.5.1", "TLS is active");
  static final Reply UNCLEAN_LINE = Reply.of(521, "5.5.2", "Lines end in CRLF");
  static final Reply NOT_SMTP = Reply.of(521, "5.5.1", "This is SMTP");
  static final Reply TLS_REQUIRED = Reply.of(530, "5.7.0", "Send STARTTLS first");
  static final Reply TOO_LARGE = Reply.of(552, "5.3.4", "Message too large");
  static final Reply NEEDS_SMTPUTF8 = Reply.of(553, "5.6.7", "Address needs SMTPUTF8");
  static final Reply NO_RECIPIENTS = Reply.of(554, "5.5.1", "No valid recipients");
  static final Reply BARE_CR_OR_LF = Reply.of(554, "5.6.0", "Message has a bare CR or LF");
  static final Reply TEXT_LINE_TOO_LONG = Reply.of(554, "5.6.0", "Message has a line that is too long");
  static final Reply UNKNOWN_PARAMETER = Reply.of(555, "5.5.4", "Parameter not known");

  private Replies() {}

  static Reply to(RecipientAnswer answer) {
    return switch (answer) {
      case RecipientAnswer.Accepted accepted -> RECIPIENT_OK;
      case RecipientAnswer.Deferred deferred -> to(deferred.reason());
      case RecipientAnswer.Rejected rejected -> to(rejected.reason());
    };
  }

  static Reply to(Reception reception) {
    return switch (reception) {
      case Reception.Stored stored -> STORED;
      case Reception.Deferred deferred -> to(deferred.reason());
      case Reception.Rejected rejected -> to(rejected.reason());
    };
  }

  private static Reply to(RejectReason reason) {
    return switch (reason) {
      case NO_SUCH_MAILBOX -> Reply.of(550, "5.1.1", "No such mailbox");
      case TOO_LARGE -> TOO_LARGE;
      case LOOP -> Reply.of(554, "5.4.6", "Message loops");
      case MALFORMED -> Reply.of(554, "5.6.0", "Message is malformed");
      case POLICY -> Reply.of(550, "5.7.1", "Refused by policy");
    };
  }

  private static Reply to(DeferReason reason) {
    return switch (reason) {
      case SUSPENDED -> Reply.of(450, "4.2.1", "Mailbox is suspended");
      case MAILBOX_FULL -> Reply.of(452, "4.2.2", "Mailbox is full");
      case LIMITED -> Reply.of(451, "4.7.1", "Too much mail for now, try again later");
      case TOO_MANY_RECIPIENTS -> TOO_MANY_RECIPIENTS;
      case STORE_FULL -> Reply.of(452, "4.3.1", "No room for now, try again later");
      case STORE_UNAVAILABLE, SEAL_UNAVAILABLE -> LOCAL_ERROR;
      case CLOSING -> CLOSING;
    };
  }
}
