package dev.postroom.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.core.SmallHeap;
import org.junit.jupiter.api.Test;

class LargeMessageSigningTest {

  @Test
  void a_message_of_fifty_megabytes_is_signed_in_a_heap_of_sixteen() throws Exception {
    assertThat(SmallHeap.run(16, LargeMessageSigning.class))
        .isEqualToNormalizingNewlines("signed 50000000 octets\n");
  }
}
