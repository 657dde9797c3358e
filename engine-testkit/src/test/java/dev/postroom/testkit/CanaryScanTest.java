package dev.postroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryScanTest {
  private static final String WORD = "kanarienvögel";

  @TempDir
  Path folder;

  @Test
  void an_empty_folder_and_noise_hold_no_canary() throws IOException {
    byte[] noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);
    write("noise", noise);
    write("empty", new byte[0]);

    assertThat(scan()).isEmpty();
  }

  @Test
  void a_word_is_found_in_utf_8_and_in_both_utf_16() throws IOException {
    write("a", around(WORD.getBytes(StandardCharsets.UTF_8)));
    write("b", around(WORD.getBytes(StandardCharsets.UTF_16BE)));
    write("deep/down/c", around(WORD.getBytes(StandardCharsets.UTF_16LE)));

    assertThat(scan()).extracting(finding -> finding.file().getFileName() + " " + finding.form())
        .containsExactly("a UTF-8",
            "b UTF-16BE", "c UTF-16LE");
    assertThat(scan()).first().satisfies(finding -> assertThat(finding.offset()).isEqualTo(7));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void a_word_is_found_in_base_64_whatever_comes_before_and_after(int before) throws IOException {
    for (int after = 0; after < 3; after++) {
      String text = "?".repeat(before) + WORD + "!".repeat(after);
      write("mail" + after, Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_8)));
    }

    assertThat(scan()).hasSize(3)
        .allSatisfy(finding -> assertThat(finding.form()).isEqualTo("base64 at " + before % 3));
  }

  @Test
  void a_word_is_found_in_quoted_printable() throws IOException {
    write("mail", around("kanarienv=C3=B6gel".getBytes(StandardCharsets.US_ASCII)));

    assertThat(scan()).hasSize(1).allSatisfy(finding -> assertThat(finding.form()).isEqualTo("quoted-printable"));
  }

  @Test
  void half_a_word_is_not_the_word() throws IOException {
    write("mail", Arrays.copyOf(WORD.getBytes(StandardCharsets.UTF_8), 8));

    assertThat(scan()).isEmpty();
  }

  private List<CanaryScan.Finding> scan() {
    return CanaryScan.of(folder, List.of(WORD, "another canary"));
  }

  private static byte[] around(byte[] word) {
    byte[] octets = new byte[word.length + 17];
    Arrays.fill(octets, (byte) 0xF7);
    System.arraycopy(word, 0, octets, 7, word.length);
    return octets;
  }

  private void write(String name, byte[] octets) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, octets);
  }
}
