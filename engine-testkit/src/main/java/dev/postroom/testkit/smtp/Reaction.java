package dev.postroom.testkit.smtp;

import java.util.List;

/** What a scripted peer does at a step. */
public sealed interface Reaction {

  /**
   * Gives an answer and goes on. Where the client only goes on after another answer, what follows from this one follows: a refused
   * recipient is none.
   *
   * @param lines
   *          the lines of the answer, without CRLF
   */
  record Say(List<String> lines) implements Reaction {
    /** Copies the list. */
    public Say {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Gives an answer and closes the connection.
   *
   * @param lines
   *          the lines of the answer, without CRLF
   */
  record SayAndClose(List<String> lines) implements Reaction {
    /** Copies the list. */
    public SayAndClose {
      lines = List.copyOf(lines);
    }
  }

  /** Closes the connection without an answer. */
  record Close() implements Reaction {}

  /** Does nothing until the peer is told to go on, then answers as it always does. */
  record Hang() implements Reaction {}

  /** Answers, octet by octet and line by line, without ever coming to an end. */
  record Drip() implements Reaction {}

  /** Answers with line after line as fast as they are taken, without ever coming to an end. */
  record Flood() implements Reaction {}

  /**
   * Gives an answer.
   *
   * @param lines
   *          its lines, for example {@code 450 4.2.1 Not now}
   * @return the reaction
   */
  static Reaction say(String... lines) {
    return new Say(List.of(lines));
  }

  /**
   * Gives an answer and closes the connection.
   *
   * @param lines
   *          its lines, for example {@code 421 4.3.2 Going down}
   * @return the reaction
   */
  static Reaction sayAndClose(String... lines) {
    return new SayAndClose(List.of(lines));
  }

  /**
   * Closes the connection without an answer.
   *
   * @return the reaction
   */
  static Reaction close() {
    return new Close();
  }

  /**
   * Does nothing until {@link ScriptedSmtpPeer#release()}.
   *
   * @return the reaction
   */
  static Reaction hang() {
    return new Hang();
  }

  /**
   * Answers slowly, and never to the end.
   *
   * @return the reaction
   */
  static Reaction drip() {
    return new Drip();
  }

  /**
   * Answers without end.
   *
   * @return the reaction
   */
  static Reaction flood() {
    return new Flood();
  }
}
