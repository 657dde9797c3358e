package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a client was refused is remembered for an hour, on whatever connections. */
class RefusedRecipientsTest {
  private static final InetAddress CLIENT = AddressRange.literal("192.0.2.7");

  private final AtomicLong ticks = new AtomicLong();
  private final RefusedRecipients refused =
      new RefusedRecipients(SmtpLimits.defaults().maxRefusedRecipientsPerClient(2), ticks::get);

  @Test
  void whoever_was_refused_too_many_is_told_nothing_more_until_the_hour_is_over() {
    refused.add(CLIENT);
    ticks.addAndGet(Duration.ofMinutes(59).toNanos());
    assertThat(refused.isTooMany(CLIENT)).isFalse();
    refused.add(CLIENT);
    assertThat(refused.isTooMany(CLIENT)).isTrue();
    assertThat(refused.isTooMany(AddressRange.literal("192.0.2.8"))).isFalse();

    ticks.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(refused.isTooMany(CLIENT)).isFalse();
    refused.add(CLIENT);
    assertThat(refused.isTooMany(CLIENT)).as("counted anew").isFalse();
  }

  @Test
  void all_addresses_of_an_ipv6_network_are_one_client() {
    refused.add(AddressRange.literal("2001:db8::1"));
    refused.add(AddressRange.literal("2001:db8::2"));
    assertThat(refused.isTooMany(AddressRange.literal("2001:db8::3"))).isTrue();
    assertThat(refused.isTooMany(AddressRange.literal("2001:db8:0:1::3"))).isFalse();
  }

  @Test
  void of_too_many_clients_those_that_came_first_are_forgotten() {
    refused.add(CLIENT);
    refused.add(CLIENT);
    for (int i = 0; i < RefusedRecipients.MOST_CLIENTS - 1; i++) {
      refused.add(AddressRange.literal("10.0." + i / 256 + '.' + i % 256));
    }
    assertThat(refused.isTooMany(CLIENT)).isTrue();
    refused.add(AddressRange.literal("10.1.0.0"));
    assertThat(refused.isTooMany(CLIENT)).isFalse();
  }
}
