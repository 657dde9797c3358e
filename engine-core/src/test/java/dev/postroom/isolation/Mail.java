package dev.postroom.isolation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A message to be received: a text, and sometimes a file. */
record Mail(String word, int number, Optional<String> attachment, List<String> references) {

  String subject() {
    return "Subject " + word + ' ' + number;
  }

  String text() {
    return "Text " + word + ' ' + number;
  }

  String messageId() {
    return '<' + word + '.' + number + "@remote.example>";
  }

  String sender() {
    return word + "@remote.example";
  }

  String attached() {
    return "Attached " + word + ' ' + number;
  }

  byte[] octets() {
    String ancestors = references.isEmpty() ? "" : "References: " + String.join(" ", references) + '\n';
    String head = """
        From: "Sender %s" <%s>
        Subject: %s
        Date: Fri, 20 Nov 2026 10:00:00 +0000
        Message-ID: %s
        %sMIME-Version: 1.0
        """.formatted(word, sender(), subject(), messageId(), ancestors);
    return (head + body()).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private String body() {
    return attachment.map(name -> """
        Content-Type: multipart/mixed; boundary=cut

        --cut
        Content-Type: text/plain; charset=utf-8

        %s
        --cut
        Content-Type: text/plain; name="%s"
        Content-Disposition: attachment; filename="%s"

        %s
        --cut--
        """.formatted(text(), name, name, attached())).orElseGet(() -> """
        Content-Type: text/plain; charset=utf-8

        %s
        """.formatted(text()));
  }
}
