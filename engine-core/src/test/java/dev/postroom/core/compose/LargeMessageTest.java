package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.core.SmallHeap;
import org.junit.jupiter.api.Test;

class LargeMessageTest {

  @Test
  void files_of_sixty_four_megabytes_are_written_in_a_heap_of_thirty_two() throws Exception {
    assertThat(SmallHeap.run(32, LargeMessageComposing.class))
        .isEqualToNormalizingNewlines("written twice\n64\n");
  }
}
