package dev.postroom.journeys;

/**
 * What is wrong after a kill.
 *
 * @param kind
 *          what it is
 * @param of
 *          of what
 */
record Wrong(Kind kind, String of) {

  /** What can be wrong. */
  enum Kind {
    /** What was answered is not there. */
    MAIL_LOST, SEND_LOST, KEY_LOST,
    /** It is there more than once. */
    MAIL_TWICE, SEND_TWICE,
    /** It is another than was answered. */
    MAIL_TORN, SEND_TORN,
    /** Nobody has made it. */
    MAIL_MADE_UP,
    /** What was settled was handed over once more. */
    SENT_AGAIN,
    /** More was handed over without being written down than can have been on the wire. */
    SENT_UNWRITTEN,
    /** What was revoked opens. */
    KEY_RISEN
  }
}
