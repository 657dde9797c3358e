package dev.postroom.testkit;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.OutboundTransport;
import dev.postroom.spi.outbound.RunningOutbound;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A transport that connects to nobody and answers as a test says: each recipient what was written down for it, everybody else that
 * the message was taken. It keeps what it is handed. Safe for use by many threads.
 */
public final class ScriptedTransport implements OutboundTransport {
  private final Egress standardEgress;
  private final Map<EmailAddress, ArrayDeque<HandoffResult>> next = new HashMap<>();
  private final Map<String, HandoffResult> always = new HashMap<>();
  private final List<HandedOver> handedOver = new ArrayList<>();
  private int underWay;
  private int mostUnderWay;
  private boolean held;
  private boolean closed;

  /**
   * One hand-over, after it was answered. Its text form shows no address.
   *
   * @param egress
   *          by which way
   * @param sender
   *          the reverse-path
   * @param recipient
   *          the forward-path
   * @param content
   *          the octets, as text of one octet each
   * @param result
   *          the answer
   */
  public record HandedOver(Egress egress, ReversePath sender, EmailAddress recipient, String content,
      HandoffResult result) {

    @Override
    public String toString() {
      return "HandedOver[" + result + ']';
    }
  }

  private ScriptedTransport(Egress standardEgress) {
    this.standardEgress = standardEgress;
  }

  /**
   * A transport that goes to mail exchangers where nothing else is said, and has everything taken until a script says otherwise.
   *
   * @return the transport
   */
  public static ScriptedTransport direct() {
    return by(Egress.direct());
  }

  /**
   * A transport with a way of its own, that has everything taken until a script says otherwise.
   *
   * @param standardEgress
   *          the way that is taken where nothing else is said
   * @return the transport
   */
  public static ScriptedTransport by(Egress standardEgress) {
    return new ScriptedTransport(standardEgress);
  }

  /**
   * Writes down what the next hand-overs to a recipient are answered, one after the other.
   *
   * @param recipient
   *          an address
   * @param results
   *          the answers
   * @return this
   */
  public synchronized ScriptedTransport next(String recipient, HandoffResult... results) {
    next.computeIfAbsent(EmailAddress.parse(recipient), fresh -> new ArrayDeque<>()).addAll(List.of(results));
    return this;
  }

  /**
   * Writes down what every hand-over to the recipients of a domain is answered, unless something else is next.
   *
   * @param domain
   *          a domain
   * @param result
   *          the answer
   * @return this
   */
  public synchronized ScriptedTransport always(String domain, HandoffResult result) {
    always.put(DomainName.of(domain).value(), result);
    return this;
  }

  /**
   * Lets every hand-over from now on hang until {@link #release} or the end.
   *
   * @return this
   */
  public synchronized ScriptedTransport hold() {
    held = true;
    return this;
  }

  /** Has those that hang answered, and holds no more. */
  public synchronized void release() {
    held = false;
    notifyAll();
  }

  /**
   * The message was taken.
   *
   * @return the answer
   */
  public static HandoffResult taken() {
    return answered(new HandoffResult.RecipientResult.Taken(answer(250, "2.0.0")));
  }

  /**
   * The recipient is refused for now.
   *
   * @param code
   *          a reply code, for example 451
   * @param status
   *          an enhanced status, for example 4.3.0
   * @return the answer
   */
  public static HandoffResult notNow(int code, String status) {
    return answered(new HandoffResult.RecipientResult.NotNow(answer(code, status)));
  }

  /**
   * The recipient is refused for good.
   *
   * @param code
   *          a reply code, for example 550
   * @param status
   *          an enhanced status, for example 5.1.1
   * @return the answer
   */
  public static HandoffResult never(int code, String status) {
    return answered(new HandoffResult.RecipientResult.Never(answer(code, status)));
  }

  /**
   * The sender is refused for good.
   *
   * @param code
   *          a reply code, for example 550
   * @param status
   *          an enhanced status, for example 5.1.8
   * @return the answer
   */
  public static HandoffResult neverFrom(int code, String status) {
    return answered(new HandoffResult.RecipientResult.NeverFrom(answer(code, status)));
  }

  /**
   * The other side cannot be connected to.
   *
   * @return the answer
   */
  public static HandoffResult unreachable() {
    return new HandoffResult.Unreachable(HandoffResult.Unreachable.Reason.CONNECTION);
  }

  private static HandoffResult answered(HandoffResult.RecipientResult result) {
    return new HandoffResult.Answered(List.of(result));
  }

  private static Answer answer(int code, String status) {
    return new Answer(code, Optional.of(EnhancedStatus.parse(status)), status + " said the script");
  }

  /**
   * What was handed over and answered so far, whatever the answer was.
   *
   * @return in the order of the answers
   */
  public synchronized List<HandedOver> handedOver() {
    return List.copyOf(handedOver);
  }

  /**
   * What was handed over to one recipient and answered so far.
   *
   * @param recipient
   *          an address
   * @return in the order of the answers
   */
  public List<HandedOver> handedOver(String recipient) {
    EmailAddress address = EmailAddress.parse(recipient);
    return handedOver().stream().filter(one -> one.recipient().equals(address)).toList();
  }

  /**
   * How many hand-overs hang or are being answered.
   *
   * @return their number
   */
  public synchronized int underWay() {
    return underWay;
  }

  /**
   * How many hand-overs were under way at once, at most.
   *
   * @return their number
   */
  public synchronized int mostUnderWay() {
    return mostUnderWay;
  }

  @Override
  public synchronized RunningOutbound start(DomainName heloName, DnsResolver dns) {
    closed = false;
    return new Running();
  }

  private HandoffResult answer(Handoff handoff, String content) {
    EmailAddress recipient = handoff.recipients().get(0);
    synchronized (this) {
      underWay++;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      try {
        HandoffResult result = awaitRelease() ? scripted(recipient)
            : new HandoffResult.Unreachable(HandoffResult.Unreachable.Reason.HERE);
        handedOver.add(new HandedOver(handoff.egress(), handoff.sender(), recipient, content, result));
        return result;
      } finally {
        underWay--;
      }
    }
  }

  private synchronized boolean awaitRelease() {
    try {
      while (held && !closed) {
        wait();
      }
      return !closed;
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized HandoffResult scripted(EmailAddress recipient) {
    HandoffResult first = next.getOrDefault(recipient, new ArrayDeque<>()).poll();
    return first != null ? first
        : recipient.domain().map(DomainName::value).map(always::get).orElseGet(ScriptedTransport::taken);
  }

  private synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** The transport of one engine. */
  private final class Running implements RunningOutbound {

    @Override
    public Egress standardEgress() {
      return standardEgress;
    }

    @Override
    public int mostAtOnce() {
      return 200;
    }

    @Override
    public HandoffResult handOver(Handoff handoff) {
      if (handoff.recipients().size() != 1) {
        throw new IllegalArgumentException("recipients: " + handoff.recipients().size() + " (expected: 1)");
      }
      try (InputStream octets = handoff.content().open()) {
        byte[] content = octets.readAllBytes();
        if (content.length != handoff.content().size()) {
          throw new IllegalArgumentException(
              "size: " + handoff.content().size() + " (expected: " + content.length + ")");
        }
        return answer(handoff, new String(content, StandardCharsets.ISO_8859_1));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    @Override
    public void close() {
      ScriptedTransport.this.close();
    }
  }
}
