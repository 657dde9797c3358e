package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.spi.outbound.OutboundContent;
import java.io.IOException;

/** Signs what is about to leave, over its exact octets, with the keys that the author's domain has at this time. */
@FunctionalInterface
public interface Signing {

  /** The message with its signatures before it; as it is where the domain has no keys. */
  OutboundContent signed(Scope.OfWorkspace workspace, EmailAddress author, MessageSource message) throws IOException;
}
