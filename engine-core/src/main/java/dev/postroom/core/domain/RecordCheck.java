package dev.postroom.core.domain;

import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.tenancy.DnsRecord;
import dev.postroom.tenancy.DomainVerification.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compares what is published with what was to be: by what it does, where the RFCs leave a choice, and not by its letters. */
record RecordCheck(MailHosts hosts, Map<Question, DnsAnswer> answers) {
  private static final String DMARC = "v=DMARC1";
  private static final Set<String> DMARC_POLICIES = Set.of("none", "quarantine", "reject");

  /** What was asked. */
  record Question(DnsName name, DnsType type) {
    static Question of(DnsRecord record) {
      return new Question(record.name(), record.type());
    }
  }

  Status status(DnsRecord record) {
    return switch (answers.getOrDefault(Question.of(record), new DnsAnswer.Unavailable())) {
      case DnsAnswer.Unavailable unavailable -> Status.UNAVAILABLE;
      case DnsAnswer.NoSuchName noName -> Status.MISSING;
      case DnsAnswer.NoRecords noRecords -> Status.MISSING;
      case DnsAnswer.Records found -> status(record, found.values());
    };
  }

  private Status status(DnsRecord record, List<String> values) {
    return switch (record.purpose()) {
      case OWNERSHIP -> values.contains(record.value())
          ? Status.FOUND
          : ofTheKind(values.stream().filter(value -> value.startsWith(Ownership.PREFIX)).toList());
      case MX -> values.stream().anyMatch(this::isOurHost) ? Status.FOUND : Status.DIFFERENT;
      case SPF -> spf(record, values);
      case DKIM -> dkim(record, values);
      case DMARC -> dmarc(values);
    };
  }

  /** Nothing that counts was found: there may be something in its place. */
  private static Status ofTheKind(List<String> others) {
    return others.isEmpty() ? Status.MISSING : Status.DIFFERENT;
  }

  private boolean isOurHost(String mx) {
    String host = mx.substring(mx.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
    return hosts.own().filter(ours -> host.equals(ours + ".") || host.equals(ours.value())).isPresent();
  }

  private Status spf(DnsRecord record, List<String> values) {
    List<String> all = values.stream().filter(SpfRecord::isOne).toList();
    return all.size() == 1 && SpfRecord.permits(all.get(0), hosts, mx(record.name())) ? Status.FOUND : ofTheKind(all);
  }

  /** Whether mail for the domain comes to our host, so that the mechanism {@code mx} means it. */
  private SpfRecord.Mx mx(DnsName apex) {
    DnsAnswer mx = answers.getOrDefault(new Question(apex, DnsType.MX), new DnsAnswer.NoRecords());
    return mx instanceof DnsAnswer.Records found && found.values().stream().anyMatch(this::isOurHost)
        ? SpfRecord.Mx.OURS
        : SpfRecord.Mx.OTHERS;
  }

  /** There may be but one record at the name (RFC 6376, section 3.6.2.2). */
  private static Status dkim(DnsRecord record, List<String> values) {
    Map<String, String> wanted = TagList.parse(record.value());
    Map<String, String> found = values.size() == 1 ? TagList.parse(values.get(0)) : Map.of();
    boolean same = found.getOrDefault("v", "DKIM1").equals("DKIM1")
        && found.getOrDefault("k", "rsa").equals(wanted.get("k"))
        && TagList.withoutSpace(found.getOrDefault("p", "")).equals(wanted.get("p"));
    return same ? Status.FOUND : Status.DIFFERENT;
  }

  /** One that begins with its version and says what to do (RFC 7489, sections 6.3 and 6.6.3). */
  private static Status dmarc(List<String> values) {
    List<String> all = values.stream().filter(value -> value.startsWith(DMARC)).toList();
    boolean valid = all.size() == 1 && TagList.parse(all.get(0)).getOrDefault("v", "").equals("DMARC1")
        && DMARC_POLICIES.contains(TagList.parse(all.get(0)).getOrDefault("p", "").toLowerCase(Locale.ROOT));
    return valid ? Status.FOUND : ofTheKind(all);
  }
}
