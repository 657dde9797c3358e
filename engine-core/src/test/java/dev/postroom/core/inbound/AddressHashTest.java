package dev.postroom.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.core.inbound.AddressHash.Name;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressHashTest {
  private final AddressHash hash = new AddressHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  /** The vectors of the reference implementation: octets that count up from 0. */
  @ParameterizedTest
  @CsvSource({"0, e6a825ba047f81a3, 930255c71472f66d", "1, 44af996bd8c187da, 45fc229b11597634",
      "7, 53c1dbd8beebf1a1, 3982f01fa64ab8c0", "8, 61f55862baa9623b, b49714f364e2830f",
      "9, abbad90a06994426, ed716dbb028b7fc4", "15, 11a8b03399e99354, d9c3cf970fec087e",
      "16, bb54b067caa4e26e, 77052385bf1533fd", "63, 4a83502f77d15051, 7cbd3f979a063e50"})
  void it_is_siphash_with_128_bits(int octets, String high, String low) {
    byte[] text = new byte[octets];
    for (int i = 0; i < octets; i++) {
      text[i] = (byte) i;
    }
    assertThat(hash.of(text)).isEqualTo(new Name(Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16)));
  }

  @Test
  void what_stands_on_this_side_of_the_at_sign_or_on_that_is_told_apart() {
    Set<Name> names = new HashSet<>();
    String text = "müller.acme.example";
    for (int at = 0; at <= text.length(); at++) {
      names.add(hash.of(text.substring(0, at), text.substring(at).replace("ü", "u")));
    }
    assertThat(names).hasSize(text.length() + 1);
  }

  @Test
  void letters_beyond_ascii_are_told_apart() {
    assertThat(hash.of("ł", "acme.example")).isNotEqualTo(hash.of("ņ", "acme.example"));
    assertThat(hash.of("\u0141", "acme.example")).isNotEqualTo(hash.of("A", "acme.example"));
  }

  @Test
  void another_key_gives_other_names() {
    assertThat(new AddressHash(1, 2).of("anna", "acme.example")).isNotEqualTo(hash.of("anna", "acme.example"));
  }
}
