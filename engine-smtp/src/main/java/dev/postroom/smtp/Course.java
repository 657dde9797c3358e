package dev.postroom.smtp;

import dev.postroom.spi.outbound.HandoffResult.Answer;
import java.util.List;

/** Where a message can be handed over. */
sealed interface Course {

  /** At these servers, the best first. */
  record Stops(List<Destination> destinations) implements Course {
    public Stops {
      destinations = List.copyOf(destinations);
    }
  }

  /** Nowhere, and for good. */
  record Nowhere(Answer why) implements Course {}

  /** Nobody can say now. */
  record Unknown() implements Course {}
}
