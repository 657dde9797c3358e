package dev.postroom.journeys;

import dev.postroom.address.EmailAddress;
import dev.postroom.journeys.Wrong.Kind;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.smtp.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What a house that is killed was to send, and what of it the house had said was queued. */
final class KilledSends {
  static final String SUBJECT = "sent-";
  /** How many hand-overs to one server the engine has under way at once. */
  private static final int ON_THE_WIRE = 20;
  private static final Set<DeliveryState> QUEUED_OR_DELIVERED =
      EnumSet.of(DeliveryState.WAITING, DeliveryState.LEASED, DeliveryState.DELIVERED);

  private final Set<String> queued = ConcurrentHashMap.newKeySet();
  /** By what was delivered, how often the other side had taken it when that was first seen. */
  private final Map<String, Integer> settled = new HashMap<>();
  private int takenBefore;

  void queued(String subject) {
    queued.add(subject);
  }

  int queued() {
    return queued.size();
  }

  /**
   * Looks for all that was queued among what is found: once, to all recipients, and delivered if it ever was; and whether the life that
   * has just ended handed nothing over twice, and wrote down what it had handed over, but for what was on the wire when it ended.
   */
  List<Wrong> audit(MailboxSession inbox, Map<String, List<MessageSummary>> found, List<ReceivedMail> taken) {
    List<Wrong> wrong = new ArrayList<>();
    queued.stream()
        .filter(subject -> !found.containsKey(subject))
        .forEach(lost -> wrong.add(new Wrong(Kind.SEND_LOST, lost)));
    wrong.addAll(auditFound(inbox, found, idsByDelivery(taken)));
    wrong.addAll(auditLife(idsByDelivery(taken.subList(takenBefore, taken.size()))));
    takenBefore = taken.size();
    return wrong;
  }

  private List<Wrong> auditFound(MailboxSession inbox, Map<String, List<MessageSummary>> found,
      Map<String, List<String>> copies) {
    List<Wrong> wrong = new ArrayList<>();
    found.forEach((subject, messages) -> {
      if (subject.startsWith(SUBJECT)) {
        if (messages.size() > 1) {
          wrong.add(new Wrong(Kind.SEND_TWICE, subject));
        }
        if (!isWhole(subject, inbox.deliveries().ofMessage(messages.getFirst().id()), copies)) {
          wrong.add(new Wrong(Kind.SEND_TORN, subject));
        }
      }
    });
    return wrong;
  }

  private List<Wrong> auditLife(Map<String, List<String>> handedOver) {
    List<Wrong> wrong = new ArrayList<>();
    handedOver.forEach((name, copies) -> {
      if (copies.size() > 1) {
        wrong.add(new Wrong(Kind.SENT_AGAIN, name));
      }
    });
    long unwritten = handedOver.keySet().stream().filter(name -> !settled.containsKey(name)).count();
    if (unwritten > ON_THE_WIRE) {
      wrong.add(new Wrong(Kind.SENT_UNWRITTEN, unwritten + " of " + handedOver.size()));
    }
    return wrong;
  }

  private boolean isWhole(String subject, List<Delivery> deliveries, Map<String, List<String>> copies) {
    for (Delivery delivery : deliveries) {
      String name = name(subject, delivery.recipient().toString());
      boolean isDelivered = delivery.state() == DeliveryState.DELIVERED;
      if (settled.containsKey(name) ? !isDelivered : !QUEUED_OR_DELIVERED.contains(delivery.state())) {
        return false;
      }
      if (isDelivered) {
        settled.putIfAbsent(name, copies.getOrDefault(name, List.of()).size());
      }
    }
    return deliveries.stream()
        .map(Delivery::recipient)
        .map(EmailAddress::toString)
        .sorted()
        .toList()
        .equals(KilledHouse.RECIPIENTS);
  }

  /** Once all is delivered: whether it was taken, under one Message-ID, and no more after it was delivered. */
  List<Wrong> auditTaken(List<ReceivedMail> taken) {
    Map<String, List<String>> ids = idsByDelivery(taken);
    List<Wrong> wrong = new ArrayList<>();
    queued.stream()
        .flatMap(subject -> KilledHouse.RECIPIENTS.stream().map(recipient -> name(subject, recipient)))
        .filter(name -> !ids.containsKey(name))
        .forEach(lost -> wrong.add(new Wrong(Kind.SEND_LOST, lost)));
    ids.forEach((name, copies) -> {
      if (copies.stream().distinct().count() > 1) {
        wrong.add(new Wrong(Kind.SEND_TWICE, name));
      }
    });
    settled.forEach((name, before) -> {
      if (before == 0 || ids.getOrDefault(name, List.of()).size() != before) {
        wrong.add(new Wrong(Kind.SENT_AGAIN, name));
      }
    });
    return wrong;
  }

  /** How many of them were taken more often than once. */
  static int repeated(List<ReceivedMail> taken) {
    return taken.size() - idsByDelivery(taken).size();
  }

  private static Map<String, List<String>> idsByDelivery(List<ReceivedMail> taken) {
    return taken.stream()
        .collect(Collectors.groupingBy(mail -> name(field(mail, "Subject"), String.join(" ", mail.recipients())),
            Collectors.mapping(mail -> field(mail, "Message-ID"), Collectors.toList())));
  }

  private static String name(String subject, String recipient) {
    return subject + " to " + recipient;
  }

  private static String field(ReceivedMail mail, String name) {
    String start = name + ": ";
    return new String(mail.octets(), StandardCharsets.US_ASCII).lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }
}
