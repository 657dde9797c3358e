package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a mailbox is to say: within its workspace it says the workspace's secret, to others it says nothing that is not theirs to
 * know.
 *
 * @param from
 *          the address that it is written from
 * @param to
 *          in its header
 * @param bcc
 *          not in its header
 * @param people
 *          whose words the header shows: the author's and those of To
 * @param isSecret
 *          whether it holds the secret
 */
record Saying(EmailAddress from, List<EmailAddress> to, List<EmailAddress> bcc, Set<WorkspaceNode> people,
    boolean isSecret, String subject, String text) {
  private static final Duration MUCH_LATER = Duration.ofDays(200);

  /** An address, and to which workspace the word in it belongs. */
  private record Person(EmailAddress address, Optional<WorkspaceNode> of) {}

  /** To one or two, within or without. */
  static Saying any(Turn turn, MailboxNode mailbox) {
    return any(turn, mailbox, turn.chance(60));
  }

  static Saying any(Turn turn, MailboxNode mailbox, boolean isSecret) {
    List<Person> persons = new ArrayList<>();
    person(turn, mailbox, isSecret).ifPresent(persons::add);
    if (turn.chance(40) || persons.isEmpty()) {
      persons.add(stranger(turn, mailbox, isSecret));
    }
    person(turn, mailbox, isSecret).filter(more -> turn.chance(40)).ifPresent(persons::add);
    return of(turn, mailbox, persons, isSecret);
  }

  private static Saying of(Turn turn, MailboxNode mailbox, List<Person> persons, boolean isSecret) {
    Map<EmailAddress, Person> once = new LinkedHashMap<>();
    persons.forEach(person -> once.putIfAbsent(person.address(), person));
    List<Person> all = List.copyOf(once.values());
    int named = all.size() > 1 && turn.chance(40) ? all.size() - 1 : all.size();
    Set<WorkspaceNode> people = new HashSet<>(Set.of(mailbox.above));
    all.subList(0, named).forEach(person -> person.of().ifPresent(people::add));
    all.forEach(person -> person.of()
        .ifPresent(workspace -> turn.world().canaries.tell(workspace.canary, mailbox.above.scope())));
    String word = (isSecret ? mailbox.above.secret() : MailActs.EVERYBODY) + ' ' + turn.world().number();
    return new Saying(from(turn, mailbox), addresses(all.subList(0, named)), addresses(all.subList(named, all.size())),
        people, isSecret, "Sent " + word, "Said " + word);
  }

  private static List<EmailAddress> addresses(List<Person> persons) {
    return persons.stream().map(Person::address).toList();
  }

  /** At a mailbox; with the secret in its tag where it may be. */
  private static Optional<Person> person(Turn turn, MailboxNode mailbox, boolean isSecret) {
    List<MailboxNode> near = mailbox.above.present();
    List<MailboxNode> from = isSecret || turn.chance(30) ? near : turn.world().model.presentMailboxes();
    return turn.any(from).flatMap(other -> turn.any(other.slots()).map(slot -> {
      EmailAddress address = slot.address();
      String local = isSecret && turn.chance(40)
          ? address.localPart() + '+' + mailbox.above.secret()
          : address.localPart();
      return new Person(EmailAddress.of(local, address.domain().orElseThrow()), Optional.of(other.above));
    }));
  }

  /** Somewhere outside, where nothing leads without a transport. */
  private static Person stranger(Turn turn, MailboxNode mailbox, boolean isSecret) {
    String name = isSecret ? mailbox.above.secret() : "stranger" + turn.random().nextInt(3);
    return new Person(EmailAddress.parse(name + "@unwanted.example"), Optional.empty());
  }

  /** Mostly one of its own addresses. */
  private static EmailAddress from(Turn turn, MailboxNode mailbox) {
    List<Slot> own = new ArrayList<>(mailbox.slots());
    Collections.shuffle(own, turn.random());
    boolean isConfirmed = turn.chance(90);
    own.removeIf(slot -> turn.world().model.isConfirmed(slot) != isConfirmed);
    List<MailboxNode> all = turn.world().model.mailboxes();
    return turn.any(own)
        .filter(slot -> turn.chance(95))
        .or(() -> turn.any(all).flatMap(other -> turn.any(other.slots())))
        .map(Slot::address)
        .orElseGet(() -> EmailAddress.parse("nobody@unwanted.example"));
  }

  /** All of them, each once. */
  List<EmailAddress> recipients() {
    List<EmailAddress> all = new ArrayList<>(to);
    all.addAll(bcc);
    return all;
  }

  OutgoingMessage message(World world, boolean isLater) {
    OutgoingMessage message = OutgoingMessage.ofText(text).from(from).subject(subject);
    for (EmailAddress address : to) {
      message = message.addTo(Addressee.of(address));
    }
    for (EmailAddress address : bcc) {
      message = message.addBcc(Addressee.of(address));
    }
    return isLater ? message.sendAt(world.clock.instant().plus(MUCH_LATER).plusSeconds(world.number())) : message;
  }
}
