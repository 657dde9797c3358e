package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.ParseProblem;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedMessageTest {
  private static final String TABLE = "/dev/postroom/core/mime/malformed/expected.csv";

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = TABLE, delimiter = '|', numLinesToSkip = 1, emptyValue = "", maxCharsPerColumn = 500,
      ignoreLeadingAndTrailingWhitespace = false)
  void a_malformed_message_is_outlined_as_the_table_says(String name, @Nullable String problems,
      @Nullable String subject, @Nullable String to,
      @Nullable String snippet,
      @Nullable String attachments) {
    Outline outline = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Samples.PARSER.outline(sample(name)));

    assertThat(outline.status().problems()).isEqualTo(problems(problems));
    assertThat(outline.subject()).isEqualTo(orEmpty(subject));
    assertThat(recipients(outline)).isEqualTo(orEmpty(to));
    assertThat(FieldText.cut(outline.snippet(), 60).strip()).isEqualTo(orEmpty(snippet));
    assertThat(attachments(outline)).isEqualTo(orEmpty(attachments));
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_malformed_message_is_read_to_the_last_part(String name) throws Exception {
    MessageBody body = Samples.PARSER.body(sample(name), 10_000);
    Outline outline = Samples.PARSER.outline(sample(name));

    assertThat(outline.status().problems()).containsAll(body.status().problems());
    for (AttachmentInfo attachment : outline.attachments()) {
      try (InputStream content = Samples.PARSER.openPart(sample(name), attachment.part()).orElseThrow()) {
        assertThat(content.readAllBytes().length).isLessThanOrEqualTo((int) attachment.encodedSize());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void the_outline_of_a_malformed_message_survives_its_encoding(String name) throws Exception {
    Outline outline = Samples.PARSER.outline(sample(name));

    assertThat(OutlineCodec.decode(OutlineCodec.encode(outline))).isEqualTo(outline);
  }

  @Test
  void there_are_at_least_sixty_and_each_stands_in_the_table() throws Exception {
    List<String> listed = Files.readAllLines(folder().resolve("expected.csv"))
        .stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf('|')))
        .sorted()
        .toList();

    assertThat(names()).hasSizeGreaterThanOrEqualTo(60).containsExactlyElementsOf(listed);
  }

  static List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".eml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(MalformedMessageTest.class.getResource(TABLE)).toURI())
        .resolve("..")
        .normalize();
  }

  private static MessageSource sample(String name) {
    return Samples.file("malformed/" + name);
  }

  private static String orEmpty(@Nullable String cell) {
    return cell == null ? "" : cell;
  }

  private static Set<ParseProblem> problems(@Nullable String cell) {
    return Arrays.stream(orEmpty(cell).split(" "))
        .filter(name -> !name.isEmpty())
        .map(ParseProblem::valueOf)
        .collect(Collectors.toSet());
  }

  private static String recipients(Outline outline) {
    return outline.people()
        .to()
        .stream()
        .map(one -> one.address().map(Object::toString).orElse("?"))
        .collect(Collectors.joining(" "));
  }

  private static String attachments(Outline outline) {
    return outline.attachments()
        .stream()
        .map(one -> one.part() + ' ' + one.fileName().map(MalformedMessageTest::brief).orElse("-") + ' '
            + one.mediaType() + ' '
            + one.encodedSize())
        .collect(Collectors.joining("; "));
  }

  private static String brief(String fileName) {
    return fileName.length() > 40 ? fileName.length() + " characters" : fileName;
  }
}
