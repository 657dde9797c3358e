package dev.postroom.examples;

import dev.postroom.access.Role;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.TenantRegistry;

/**
 * Two customers of one product, each with a workspace, a domain, a mailbox and a key.
 *
 * @param acmeKey
 *          the text of a key for support@acme.example
 * @param globexKey
 *          the text of a key for sales@globex.example
 */
record TwoCustomers(String acmeKey, String globexKey) {

  static TwoCustomers provision(TenantRegistry tenants) {
    TenantAdmin product = tenants.create("my-product");
    DomainAdmin acme = product.createWorkspace("acme", "Acme Corp").claimDomain("acme.example").confirm();
    // The records to publish; asking for them makes the keys that mail of the domain is signed with.
    acme.dnsRecords();
    MailboxAdmin support = acme.createMailbox("support");
    MailboxAdmin sales = product.createWorkspace("globex", "Globex")
        .claimDomain("globex.example")
        .confirm()
        .createMailbox("sales");
    return new TwoCustomers(support.issueKey("support agent", Role.READ_WRITE).secret(),
        sales.issueKey("sales agent", Role.READ_WRITE).secret());
  }
}
