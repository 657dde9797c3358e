package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.tenancy.NewMailbox;
import java.util.List;

/** What a mailbox was made from. */
record Wanted(String externalId, EmailAddress address, List<EmailAddress> aliases, String displayName) {

  NewMailbox asNewMailbox() {
    NewMailbox mailbox = NewMailbox.at(address).externalId(externalId).displayName(displayName);
    for (EmailAddress alias : aliases) {
      mailbox = mailbox.alias(alias);
    }
    return mailbox;
  }
}
