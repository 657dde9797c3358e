package dev.postroom.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.testkit.MailArbitraries;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Who can make an address to which bounces come back, and for whom. */
class ReturnPathsProps {
  private static final ReturnPaths PATHS = new ReturnPaths(Keys.engine());
  private static final ReturnPaths OF_ANOTHER_ENGINE = new ReturnPaths(Keys.engine());
  private static final String CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz-+.=_";

  @Property
  void a_return_path_is_read_and_belongs_to_the_mailbox_that_it_was_made_for(@ForAll("mailboxes") Scope.OfMailbox from,
      @ForAll("ids") UUID id, @ForAll("domains") DomainName domain) {
    ReturnPath read = PATHS.read(PATHS.make(from, id, domain)).orElseThrow();

    assertThat(read.id()).isEqualTo(id);
    assertThat(read.isOf(from)).isTrue();
  }

  @Property
  void a_return_path_fits_every_mail_system(@ForAll("mailboxes") Scope.OfMailbox from, @ForAll("ids") UUID id,
      @ForAll("domains") DomainName domain) {
    EmailAddress path = PATHS.make(from, id, domain);

    assertThat(path.localPart()).hasSize(55).matches("return-[0-9a-v]+");
    assertThat(path.domain()).contains(domain);
    assertThat(PATHS.make(from, id, domain)).isEqualTo(path);
  }

  @Property
  void a_return_path_is_read_in_any_case(@ForAll("mailboxes") Scope.OfMailbox from, @ForAll("ids") UUID id,
      @ForAll("domains") DomainName domain, @ForAll long seed) {
    Random random = new Random(seed);
    String path = PATHS.make(from, id, domain)
        .toString()
        .codePoints()
        .map(c -> random.nextBoolean() ? Character.toUpperCase(c) : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();

    assertThat(PATHS.read(EmailAddress.parse(path)).map(ReturnPath::id)).contains(id);
  }

  @Property
  void a_return_path_with_another_character_anywhere_is_not_read(@ForAll("mailboxes") Scope.OfMailbox from,
      @ForAll("ids") UUID id, @ForAll("domains") DomainName domain, @ForAll @IntRange(max = 54) int at,
      @ForAll("characters") char other) {
    String local = PATHS.make(from, id, domain).localPart();
    Assume.that(local.charAt(at) != other && other != '.');

    assertThat(PATHS.read(EmailAddress.of(local.substring(0, at) + other + local.substring(at + 1), domain))).isEmpty();
  }

  @Property
  void a_return_path_that_is_longer_or_shorter_is_not_read(@ForAll("mailboxes") Scope.OfMailbox from,
      @ForAll("ids") UUID id, @ForAll("domains") DomainName domain, @ForAll @IntRange(max = 54) int at,
      @ForAll("characters") char more) {
    Assume.that(more != '.');
    String local = PATHS.make(from, id, domain).localPart();

    assertThat(PATHS.read(EmailAddress.of(local.substring(0, at) + more + local.substring(at), domain))).isEmpty();
    assertThat(PATHS.read(EmailAddress.of(local.substring(0, at) + local.substring(at + 1), domain))).isEmpty();
  }

  @Property
  void a_return_path_at_another_domain_is_not_read(@ForAll("mailboxes") Scope.OfMailbox from, @ForAll("ids") UUID id,
      @ForAll("domains") DomainName domain, @ForAll("domains") DomainName other) {
    Assume.that(!domain.equals(other));

    assertThat(PATHS.read(EmailAddress.of(PATHS.make(from, id, domain).localPart(), other))).isEmpty();
  }

  @Property
  void a_return_path_belongs_to_no_other_mailbox_workspace_or_tenant(@ForAll("ids") UUID tenant,
      @ForAll("ids") UUID workspace, @ForAll("ids") UUID mailbox, @ForAll("ids") UUID other, @ForAll("ids") UUID id,
      @ForAll("domains") DomainName domain) {
    Assume.that(!other.equals(tenant) && !other.equals(workspace) && !other.equals(mailbox));
    ReturnPath path = PATHS.read(PATHS.make(Keys.mailbox(tenant, workspace, mailbox), id, domain)).orElseThrow();

    assertThat(path.isOf(Keys.mailbox(tenant, workspace, other))).isFalse();
    assertThat(path.isOf(Keys.mailbox(tenant, other, mailbox))).isFalse();
    assertThat(path.isOf(Keys.mailbox(other, workspace, mailbox))).isFalse();
  }

  @Property
  void a_return_path_of_another_engine_is_not_read(@ForAll("mailboxes") Scope.OfMailbox from, @ForAll("ids") UUID id,
      @ForAll("domains") DomainName domain) {
    assertThat(OF_ANOTHER_ENGINE.read(PATHS.make(from, id, domain))).isEmpty();
  }

  @Property
  void an_address_that_somebody_made_up_is_not_read(@ForAll("addresses") EmailAddress address) {
    assertThat(PATHS.read(address)).isEmpty();
  }

  @Property
  void what_was_sent_one_after_the_other_does_not_look_so(@ForAll("mailboxes") Scope.OfMailbox from,
      @ForAll("ids") UUID id, @ForAll("domains") DomainName domain) {
    UUID next = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ 1);
    String one = PATHS.make(from, id, domain).localPart();
    String other = PATHS.make(from, next, domain).localPart();

    assertThat(commonDigits(one, other)).isLessThan(24);
    assertThat(one).doesNotContain(Long.toString(id.getMostSignificantBits() >>> 16, 32).toLowerCase(Locale.ROOT));
  }

  /** How many digits are the same at the same place: one and a half of 48 by chance, 25 if the ids stood there in clear. */
  private static long commonDigits(String one, String other) {
    return IntStream.range(7, one.length()).filter(at -> one.charAt(at) == other.charAt(at)).count();
  }

  @Provide
  Arbitrary<UUID> ids() {
    return Arbitraries.longs()
        .between(1L << 40, 1L << 41)
        .flatMap(time -> Arbitraries.longs().map(rest -> new UUID(time << 16 | 0x7000 | rest & 0xfff, rest)));
  }

  @Provide
  Arbitrary<Scope.OfMailbox> mailboxes() {
    return ids().list().ofSize(3).map(ids -> Keys.mailbox(ids.get(0), ids.get(1), ids.get(2)));
  }

  @Provide
  Arbitrary<DomainName> domains() {
    return MailArbitraries.domainNames();
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.of(CHARACTERS.chars().mapToObj(c -> (char) c).toList());
  }

  @Provide
  Arbitrary<EmailAddress> addresses() {
    Arbitrary<EmailAddress> alike = Arbitraries.strings()
        .withChars("0123456789abcdefghijklmnopqrstuv")
        .ofLength(48)
        .map(digits -> EmailAddress.parse("return-" + digits + "@acme.example"));
    Arbitrary<EmailAddress> literal = alike.map(address -> EmailAddress.parse(address.localPart() + "@[192.0.2.1]"));
    return Arbitraries.oneOf(alike, literal, MailArbitraries.addresses());
  }
}
