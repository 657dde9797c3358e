package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValuesTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"Mon, 2 Nov 2026 10:00:00 +0100|2026-11-02T09:00:00Z",
      "2 Nov 2026 10:00 -0530|2026-11-02T15:30:00Z", "02-Nov-26 10:00:00 GMT|2026-11-02T10:00:00Z",
      "Monday, 2 November 2026 10:00:00.123 UT|2026-11-02T10:00:00Z", "Fri, 1 Jan 99 00:00:60 EST|1999-01-01T05:00:59Z",
      "2 nov 126 1:02:03 (comment)|2026-11-02T01:02:03Z", "2 Nov 2026 10:00:00 Z|2026-11-02T10:00:00Z",
      "2 Nov 2026 10:00:00 +0000 (UTC)|2026-11-02T10:00:00Z"})
  void a_date_is_read_in_the_forms_that_are_met(String written, Instant date) {
    assertThat(DateText.parse(written)).contains(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "today", "31 Feb 2026 10:00 +0000", "2 Xyz 2026 10:00 +0000", "2 Nov 2026 10:00 +9900",
      "2 Nov 2026 24:00:00 +0000", "2026-11-02T10:00:00Z"})
  void what_is_no_date_is_left_out(String written) {
    assertThat(DateText.parse(written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"a@x.example|a@x.example", "<a@x.example>|a@x.example",
      "A B <a@x.example>|A B=a@x.example", "\"B, A\" <a@x.example>|B, A=a@x.example",
      "a@x.example (A (B) C)|A (B) C=a@x.example", "A <@r.example,@s.example:a@x.example>|A=a@x.example",
      "\"a b\"@x.example|\"a b\"@x.example", "a@[192.0.2.1]|a@[192.0.2.1]", "a@[IPv6:2001:db8::1]|a@[ipv6:2001:db8::1]",
      "G: a@x.example, B <b@x.example>;, c@x.example|a@x.example;B=b@x.example;c@x.example",
      "\"\\\"A\\\\B\\\"\" <a@x.example>|\"A\\B\"=a@x.example", "a @ x . example|a@x.example",
      "<a@x.example|a@x.example",
      "A <no address>|A=?", "\"<b@y.example>\" <a@x.example>|<b@y.example>=a@x.example"})
  void an_address_list_is_read(String written, String expected) {
    String read = AddressListReader.read(written, 10)
        .correspondents()
        .stream()
        .map(one -> one.name().map(name -> name + '=').orElse("") + one.address().map(Object::toString).orElse("?"))
        .collect(Collectors.joining(";"));

    assertThat(read).isEqualTo(expected);
  }

  @Test
  void a_list_is_cut_only_when_an_address_is_left_out() {
    assertThat(AddressListReader.read("a@x.example, b@x.example, ", 2).isCut()).isFalse();
    assertThat(AddressListReader.read("a@x.example, b@x.example, c@x.example", 2).isCut()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      value = {"=?utf-8?q?a_b?=|a b", "x =?utf-8?q?a?= =?utf-8?q?b?= y|x ab y", "=?utf-8?B?w7w=?=|ü",
          "=?utf-8?B?ww==?= =?utf-8?B?vA==?=|ü", "=?us-ascii?q?=FC=80?=|ü€", "=?x-none?q?=FC?=|ü", "=?utf-8*en?q?a?=|a",
          "=?utf-8?x?a?=|=?utf-8?x?a?=", "=?utf-8?q?a|=?utf-8?q?a", "=?=?utf-8?q?a?=|=?a", "a=?utf-8?q?b?=c|abc"})
  void encoded_words_are_decoded_and_all_else_is_left(String written, String decoded) {
    assertThat(EncodedWords.decode(written)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      value = {"a.pdf|a.pdf", "../../a.pdf|a.pdf", "C:\\x\\a.pdf|a.pdf", "a\u0000b\u202ec.pdf|abc.pdf",
          " a  b.pdf |a b.pdf"})
  void a_file_name_is_made_safe(String written, String safe) {
    assertThat(FileNames.safe(written)).contains(safe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/", "\\", "\u0000", "a/.."})
  void what_is_no_file_name_is_left_out(String written) {
    assertThat(FileNames.safe(written)).isEmpty();
  }

  @Test
  void an_over_long_file_name_keeps_its_extension() {
    assertThat(FileNames.safe("a".repeat(900) + ".pdf").orElseThrow()).hasSize(255).endsWith("a.pdf");
  }

  @Test
  void text_without_a_known_charset_is_utf8_or_else_windows_1252() {
    assertThat(decode("ü€".getBytes(StandardCharsets.UTF_8), "")).isEqualTo("ü€");
    assertThat(decode(new byte[]{(byte) 0xfc, (byte) 0x80}, "x-none")).isEqualTo("ü€");
    assertThat(decode(new byte[]{(byte) 0xfc, (byte) 0x80}, "iso-8859-1")).isEqualTo("ü€");
    assertThat(decode(new byte[]{(byte) 0xfc}, "utf-8")).isEqualTo("\ufffd");
  }

  private static String decode(byte[] octets, String charset) {
    return Charsets.decode(Charsets.declared(charset), octets, 100);
  }

  @Test
  void an_identifier_is_read_without_brackets_and_spaces() {
    assertThat(MessageIds.first(" < a@b > ")).contains("a@b");
    assertThat(MessageIds.first("a@b")).contains("a@b");
    assertThat(MessageIds.first("<" + "a".repeat(999) + ">")).isEqualTo(Optional.empty());
    assertThat(MessageIds.last("<a> <b> <c>", 2).ids()).containsExactly("b", "c");
  }
}
