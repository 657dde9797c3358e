package dev.postroom.core.mime;

import dev.postroom.message.Correspondent;
import java.util.List;
import java.util.Optional;

/** Who a message names, field by field. Its text form shows none of them. */
public record People(List<Correspondent> from, Optional<Correspondent> sender, List<Correspondent> replyTo,
    List<Correspondent> to,
    List<Correspondent> cc, List<Correspondent> bcc) {

  /** Copies the lists. */
  public People {
    from = List.copyOf(from);
    replyTo = List.copyOf(replyTo);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
  }

  @Override
  public String toString() {
    return "People[sealed]";
  }
}
