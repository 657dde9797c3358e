package dev.postroom.benchmarks.neighbour;

import dev.postroom.address.DomainName;
import dev.postroom.outbound.Egress;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.OutboundTransport;
import dev.postroom.spi.outbound.RunningOutbound;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Reads what is to be sent, and has it taken. */
record Swallowing() implements OutboundTransport {

  @Override
  public RunningOutbound start(DomainName heloName, DnsResolver dns) {
    return new Running();
  }

  private record Running() implements RunningOutbound {
    private static final HandoffResult.Answer TAKEN = new HandoffResult.Answer(250, Optional.empty(), "taken");

    @Override
    public Egress standardEgress() {
      return Egress.direct();
    }

    @Override
    public int mostAtOnce() {
      return 200;
    }

    @Override
    public HandoffResult handOver(Handoff handoff) {
      try (InputStream octets = handoff.content().open()) {
        octets.transferTo(OutputStream.nullOutputStream());
      } catch (IOException unreadable) {
        return new HandoffResult.Unreachable(HandoffResult.Unreachable.Reason.HERE);
      }
      return new HandoffResult.Answered(List.of(new HandoffResult.RecipientResult.Taken(TAKEN)));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
