package dev.postroom.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.address.EmailAddress;
import dev.postroom.testkit.Damage;
import dev.postroom.testkit.Tries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the octets are, reading them ends, throws nothing, and gives the same answer again. */
class AnyReportProps {
  private static final Duration GUARD = Duration.ofSeconds(30);
  private static final List<String> NAMES = Stream.of("deliveries.csv", "feedback.csv", "no-reports.csv")
      .flatMap(table -> ReportSamples.names(table).stream())
      .toList();
  private static final String[] WORDS = {"\r\n", "\r\n\r\n", "\n", "\r", " ", "\t", ":", ";", "\0", "é", "\u00ff", "<",
      ">", "@", "Final-Recipient: rfc822; nobody@mx.example\r\n", "Final-Recipient: utf-8; ", "\\x{fc}", "\\x{",
      "Original-Recipient:", "rfc822;", "Action: failed\r\n", "Action: delayed\r\n", "Action:", "Status: 5.1.1\r\n",
      "Status: 4", ".2.2", "Diagnostic-Code: smtp; 550 5.1.1 no\r\n", "Diagnostic-Code:", "smtp;", "550-",
      "Feedback-Type: abuse\r\n", "Original-Rcpt-To: <a@b.example>\r\n", "Original-Mail-From:", "--r\r\n", "--r--\r\n",
      "Content-Type: message/delivery-status\r\n\r\n", "Content-Type: message/rfc822\r\n\r\n",
      "Message-ID: <sent@acme.example>\r\n", "Content-Transfer-Encoding: base64\r\n"};

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 20_000)
  void any_octets_are_read(@ForAll @Size(max = 1_000) byte[] octets) throws IOException {
    holds(octets);
  }

  @Property
  @Tries(inEveryBuild = 300, whenAskedFor = 12_000)
  void any_octets_within_a_report_are_read(@ForAll("types") String mediaType, @ForAll @Size(max = 500) byte[] octets)
      throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(("Content-Type: " + mediaType + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(octets);
    holds(message.toByteArray());
  }

  @Property
  @Tries(inEveryBuild = 1_000, whenAskedFor = 40_000)
  void any_sequence_of_words_of_a_report_is_read(@ForAll("types") String mediaType, @ForAll("soup") String fields)
      throws IOException {
    holds(ReportSamples.report(mediaType, fields).getBytes(StandardCharsets.UTF_8));
  }

  @Property
  @Tries(inEveryBuild = 1_000, whenAskedFor = 40_000)
  void a_report_with_flipped_bits_is_read(@ForAll("samples") String name, @ForAll @IntRange(max = 4_000) int at,
      @ForAll @Size(min = 1, max = 8) byte[] damage) throws IOException {
    byte[] octets = ReportSamples.octets(name + ".eml");
    int place = at % octets.length;
    for (int i = 0; i < damage.length && place + i < octets.length; i++) {
      octets[place + i] ^= damage[i];
    }
    holds(octets);
  }

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 20_000)
  void a_report_that_was_cut_short_is_read(@ForAll("samples") String name, @ForAll @IntRange(max = 4_000) int length)
      throws IOException {
    byte[] octets = ReportSamples.octets(name + ".eml");
    holds(Arrays.copyOf(octets, Math.min(length, octets.length)));
  }

  @Property
  @Tries(inEveryBuild = 300, whenAskedFor = 12_000)
  void a_report_whose_pieces_are_repeated_is_read(@ForAll("samples") String name,
      @ForAll @IntRange(max = 4_000) int from, @ForAll @IntRange(max = 500) int length,
      @ForAll @IntRange(min = 2, max = 60) int times) throws IOException {
    byte[] octets = ReportSamples.octets(name + ".eml");
    int start = from % octets.length;
    int end = Math.min(start + length, octets.length);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(octets, 0, start);
    for (int i = 0; i < times; i++) {
      message.write(octets, start, end - start);
    }
    message.write(octets, end, octets.length - end);
    holds(message.toByteArray());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 1_000, whenAskedFor = 40_000)
  void a_damaged_report_is_read(@ForAll("samples") String name, @ForAll("damages") List<Damage> damages) {
    byte[] octets = Damage.of(ReportSamples.octets(name + ".eml"), damages);
    assertTimeoutPreemptively(GUARD, () -> holds(octets));
  }

  /** One way to read a report. */
  @FunctionalInterface
  private interface Reading {
    Optional<? extends Report> of(byte[] octets) throws IOException;
  }

  /** The control of the laws above: a reader without bounds, and one that says now this and now that, are found out. */
  @Example
  void a_reader_that_is_not_as_it_should_be_is_found_out() {
    Report unbounded = new FeedbackReport(FeedbackReport.Type.ABUSE,
        Collections.nCopies(101, EmailAddress.parse("ann@remote.example")), Optional.empty(), Optional.empty());
    Report ofNobody = new DeliveryReport(List.of(), Optional.empty(), Optional.empty());
    Report ofALine = new DeliveryReport(List.of(), Optional.of("x".repeat(999)), Optional.empty());
    Iterator<Optional<Report>> changing = List.of(Optional.of(unbounded), Optional.<Report>empty()).iterator();
    for (Reading broken : List.<Reading>of(octets -> Optional.of(unbounded), octets -> Optional.of(ofNobody),
        octets -> Optional.of(ofALine), octets -> changing.next())) {
      assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> holds(broken, new byte[0]));
    }
  }

  private static void holds(byte[] octets) throws IOException {
    holds(given -> ReportSamples.READER.read(ReportSamples.of(given)), octets);
  }

  private static void holds(Reading reading, byte[] octets) throws IOException {
    Optional<? extends Report> read = reading.of(octets);

    assertThat(reading.of(octets).equals(read)).as("the same answer again").isTrue();
    read.ifPresent(report -> {
      assertThat(report.toString()).doesNotContain("@");
      assertThat(report.returnedMessageId().orElse("")).hasSizeLessThanOrEqualTo(998);
      bounded(report);
    });
  }

  private static void bounded(Report report) {
    switch (report) {
      case DeliveryReport delivery -> {
        assertThat(delivery.recipients()).hasSizeBetween(1, 100);
        assertThat(delivery.recipients())
            .allSatisfy(one -> assertThat(one.diagnostic().orElse("")).hasSizeLessThanOrEqualTo(1_000));
        delivery.recipients().forEach(BounceClass::of);
      }
      case FeedbackReport feedback -> assertThat(feedback.originalRecipients()).hasSizeLessThanOrEqualTo(100);
    }
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    return Damage.damages(WORDS);
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of("message/delivery-status", "message/global-delivery-status", "message/feedback-report");
  }

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of(WORDS).list().ofMaxSize(60).map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<String> samples() {
    return Arbitraries.of(NAMES);
  }
}
