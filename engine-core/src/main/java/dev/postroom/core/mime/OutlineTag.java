package dev.postroom.core.mime;

/** The sections of an encoded outline. The numbers are on disk: none may ever change its meaning. */
enum OutlineTag {
  SUBJECT(1), DATE(2), SNIPPET(3), AUTOMATION(4), PROBLEMS(5), MESSAGE_ID(6), IN_REPLY_TO(7), REFERENCES(8), FROM(9),
  SENDER(10), REPLY_TO(11), TO(12), CC(13), BCC(14), ATTACHMENTS(15);

  private final int number;

  OutlineTag(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
