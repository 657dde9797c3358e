package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.core.SmallHeap;
import org.junit.jupiter.api.Test;

class LargeMessageTest {

  @Test
  void four_messages_of_fifty_megabytes_are_read_at_once_in_a_heap_of_sixty_four() throws Exception {
    assertThat(SmallHeap.run(64, LargeMessageReading.class))
        .isEqualToNormalizingNewlines("read 4 times 50000000 octets\n");
  }
}
