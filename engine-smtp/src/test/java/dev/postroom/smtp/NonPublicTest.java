package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonPublicTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "127.0.0.1", "127.255.255.254",
          "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
          "239.1.1.1",
          "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::10.0.0.1", "64:ff9b::10.0.0.1",
          "fc00::1",
          "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:a00:1::1"})
  void an_address_of_a_private_network_is_not_public(String figures) {
    assertThat(NonPublic.holds(AddressRange.literal(figures))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
      "172.32.0.0",
      "192.167.255.255", "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2606:4700:4700::1111",
      "2a00:1450::1",
      "2001:4860::1"})
  void an_address_of_the_world_is_public(String figures) {
    assertThat(NonPublic.holds(AddressRange.literal(figures))).isFalse();
  }
}
