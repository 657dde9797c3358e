package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.core.dkim.DkimSigner;
import dev.postroom.core.domain.DomainKeys;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.spi.outbound.OutboundContent;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Signs with DKIM (RFC 6376), with the keys of the author's domain: the workspace's own, or the platform's. */
public final class DkimSigning implements Signing {
  private final DomainKeys keys;
  private final DkimSigner signer = new DkimSigner();
  private final Clock clock;

  public DkimSigning(DomainKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public OutboundContent signed(Scope.OfWorkspace workspace, EmailAddress author, MessageSource message)
      throws IOException {
    List<DkimKey> signing = author.domain().map(domain -> keys.signing(workspace, domain)).orElse(List.of());
    return SignedContent.of(signer.sign(message, signing, clock.instant()), message);
  }
}
