package dev.postroom.core.compose;

import java.util.regex.Pattern;

/** The subjects of messages that follow another one. A mark that is there already, also in German, is not put twice. */
final class SubjectLine {
  private static final int MAX_LENGTH = 998;
  private static final String COLON = "(\\[\\d{1,3}])?\\s{0,3}[:\uff1a]";
  private static final Pattern ANSWER = Pattern.compile("(?:re|aw)" + COLON, Pattern.CASE_INSENSITIVE);
  private static final Pattern FORWARD = Pattern.compile("(?:fwd?|wg)" + COLON, Pattern.CASE_INSENSITIVE);
  private static final Pattern AUTOMATIC = Pattern.compile("auto:", Pattern.CASE_INSENSITIVE);

  private SubjectLine() {}

  static String ofAnswer(String original) {
    return marked("Re:", ANSWER, original);
  }

  static String ofForward(String original) {
    return marked("Fwd:", FORWARD, original);
  }

  /** As RFC 3834, section 3.1.5, has it. */
  static String ofAutomaticAnswer(String original) {
    return marked("Auto:", AUTOMATIC, original);
  }

  private static String marked(String mark, Pattern there, String original) {
    String subject = OneLine.of(original).strip();
    boolean isThere = there.matcher(subject).lookingAt();
    return OneLine.cut(isThere ? subject : (mark + ' ' + subject).strip(), MAX_LENGTH);
  }
}
