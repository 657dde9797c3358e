package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.tenancy.Mailbox;
import java.util.OptionalLong;

/** One mailbox in the operator's hand. */
final class OperatorMailbox extends OperatorScope<Scope.OfMailbox> implements MailboxAdmin {

  OperatorMailbox(Scope.OfMailbox place, Tenancy tenancy, OperatorSessions sessions) {
    super(place, tenancy, sessions);
  }

  @Override
  public Mailbox describe() {
    return tenancy.mailboxes().describe(place);
  }

  @Override
  public void rename(String displayName) {
    tenancy.mailboxes().rename(place, displayName);
  }

  @Override
  public void setQuota(long octets) {
    tenancy.mailboxes().setQuota(place, OptionalLong.of(octets));
  }

  @Override
  public void removeQuota() {
    tenancy.mailboxes().setQuota(place, OptionalLong.empty());
  }

  @Override
  public void addAlias(EmailAddress alias) {
    tenancy.addresses().add(place, alias, AddressRow.Kind.ALIAS, Opener.OPERATOR);
  }

  @Override
  public void setPrimaryAddress(EmailAddress address) {
    tenancy.addresses().add(place, address, AddressRow.Kind.PRIMARY, Opener.OPERATOR);
  }

  @Override
  public void removeAlias(EmailAddress alias) {
    tenancy.addresses().remove(place, alias);
  }

  @Override
  public MailboxSession session() {
    return sessions.mailbox(place);
  }
}
