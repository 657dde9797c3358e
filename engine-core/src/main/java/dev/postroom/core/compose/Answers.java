package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.People;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * To whom an answer goes, and under which subject, as far as the answer does not say it. If it says somebody in To, its recipients are
 * those that it says; if not, those of the original come first, and who is said in Cc and Bcc comes in addition. Each address is
 * written to once. A message of one's own is answered to those whom it was written to.
 */
public final class Answers {
  private final OwnAddresses own;

  public Answers(OwnAddresses own) {
    this.own = own;
  }

  /**
   * An answer to who wrote the original: to its Reply-To, or else its From (RFC 5322, section 3.6.2).
   *
   * @return the answer with recipients, unless the original names nobody with an address, and a subject
   */
  public OutgoingMessage toAuthor(OutgoingMessage said, Original original) {
    return titled(said.to().isEmpty() ? addressed(said, authors(original), List.of()) : said, original);
  }

  /**
   * An answer to all: to who wrote the original, and to whom it was written, less the addresses of this mailbox.
   *
   * @return as with {@link #toAuthor}
   */
  public OutgoingMessage toAll(OutgoingMessage said, Original original) {
    if (!said.to().isEmpty()) {
      return titled(said, original);
    }
    People people = original.outline().people();
    List<Addressee> to = others(Correspondents.reachable(people.to()));
    List<Addressee> cc = others(Correspondents.reachable(people.cc()));
    List<Addressee> first = others(authors(original));
    if (first.isEmpty()) {
      first = Stream.of(to, cc).filter(list -> !list.isEmpty()).findFirst().orElseGet(() -> authors(original));
    }
    return titled(addressed(said, first, Stream.concat(to.stream(), cc.stream()).toList()), original);
  }

  private List<Addressee> authors(Original original) {
    People people = original.outline().people();
    List<Addressee> replyTo = Correspondents.reachable(people.replyTo());
    List<Addressee> from = Correspondents.reachable(people.from());
    List<Addressee> to = Correspondents.reachable(people.to());
    Stream<List<Addressee>> candidates = original.way() == Original.Way.SENT
        ? Stream.of(others(to), others(Correspondents.reachable(people.cc())), to)
        : Stream.of(others(replyTo), others(from), from);
    return candidates.filter(list -> !list.isEmpty()).findFirst().orElse(List.of());
  }

  private List<Addressee> others(Collection<Addressee> people) {
    return people.stream().filter(one -> !own.include(one.address())).toList();
  }

  private static OutgoingMessage addressed(OutgoingMessage said, List<Addressee> to, List<Addressee> cc) {
    Set<EmailAddress> named = new HashSet<>();
    Stream.concat(said.cc().stream(), said.bcc().stream()).map(Addressee::address).forEach(named::add);
    OutgoingMessage answer = said;
    for (Addressee one : to) {
      answer = named.add(one.address()) ? answer.addTo(one) : answer;
    }
    for (Addressee one : cc) {
      answer = named.add(one.address()) ? answer.addCc(one) : answer;
    }
    return answer;
  }

  private static OutgoingMessage titled(OutgoingMessage said, Original original) {
    return said.subject().isPresent() ? said : said.subject(SubjectLine.ofAnswer(original.outline().subject()));
  }
}
