package dev.postroom.core.policy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextHashTest {
  private static final long K0 = 0x0706050403020100L;
  private static final long K1 = 0x0f0e0d0c0b0a0908L;

  /** The vectors of the reference implementation: octets that count up from 0, here two in a character. */
  @ParameterizedTest
  @CsvSource({"0, 726fdb47dd0e0e31", "2, 0d6c8009d9a94f5a", "4, cf2794e0277187b7", "6, cbc9466e58fee3ce",
      "8, 93f5f5799a932462", "14, f723ca908e7af2ee", "16, 3f2acc7f57c29bdb", "62, e51b38608ef25f57"})
  void it_is_siphash_of_the_octets(int octets, String expected) {
    TextHash hash = new TextHash(K0, K1);
    for (int octet = 0; octet < octets; octet += 2) {
      hash.and((char) (octet | octet + 1 << 8));
    }
    assertThat(hash.value()).isEqualTo(Long.parseUnsignedLong(expected, 16));
  }
}
