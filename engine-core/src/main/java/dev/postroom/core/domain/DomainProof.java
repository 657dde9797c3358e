package dev.postroom.core.domain;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.tenancy.DnsRecord;
import dev.postroom.tenancy.DnsRecord.Purpose;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.DomainVerification.CheckedRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What is to be published of a domain, and whether it is. */
public final class DomainProof {
  private static final String DMARC = "v=DMARC1; p=none";

  private final Ownership ownership;
  private final MailHosts hosts;
  private final DnsResolver dns;

  /**
   * Proves by a resolver.
   *
   * @param hosts
   *          where mail comes to and leaves from; what is not known of it has no record
   */
  public DomainProof(Ownership ownership, MailHosts hosts, DnsResolver dns) {
    this.ownership = ownership;
    this.hosts = hosts;
    this.dns = dns;
  }

  DnsRecords toPublish(Scope.OfWorkspace workspace, DomainRow claim, List<Keyring.Published> keys) {
    List<DnsRecord> records = new ArrayList<>();
    records.add(text(ownership.name(claim), ownership.text(workspace, claim), Purpose.OWNERSHIP));
    records.addAll(toPublish(claim.name(), keys).records());
    return new DnsRecords(records);
  }

  /** All but the proof of ownership. */
  DnsRecords toPublish(DomainName domain, List<Keyring.Published> keys) {
    DnsName apex = DnsName.of(domain);
    List<DnsRecord> records = new ArrayList<>();
    hosts.own().ifPresent(host -> records.add(new DnsRecord(apex, DnsType.MX, "10 " + host + '.', Purpose.MX)));
    SpfRecord.permitting(hosts).ifPresent(spf -> records.add(text(apex, spf, Purpose.SPF)));
    keys.forEach(key -> records.add(text(DkimKey.recordName(domain, key.selector()), key.record(), Purpose.DKIM)));
    records.add(text(DnsName.below("_dmarc", domain), DMARC, Purpose.DMARC));
    return new DnsRecords(records);
  }

  private static DnsRecord text(DnsName name, String value, Purpose purpose) {
    return new DnsRecord(name, DnsType.TXT, value, purpose);
  }

  /** Asks for all of them at once: each may take as long as the resolver waits. */
  List<CheckedRecord> lookUp(DnsRecords records) {
    Map<RecordCheck.Question, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();
    records.records()
        .forEach(record -> asked.computeIfAbsent(RecordCheck.Question.of(record), question -> CompletableFuture
            .supplyAsync(() -> dns.lookup(question.name(), question.type()), Thread::startVirtualThread)));
    Map<RecordCheck.Question, DnsAnswer> answers = new LinkedHashMap<>();
    asked.forEach((question, answer) -> answers.put(question, answer.join()));
    RecordCheck check = new RecordCheck(hosts, answers);
    return records.records().stream().map(record -> new CheckedRecord(record, check.status(record))).toList();
  }
}
