package dev.postroom.core.outbound.send;

import dev.postroom.core.Tools;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.compose.Forwarding;
import dev.postroom.core.compose.SendKind;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.inbound.Recipients;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.mailbox.NewMessages;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.outbound.queue.Due;
import dev.postroom.core.outbound.queue.Queue;
import dev.postroom.core.outbound.queue.Recheck;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.spool.Spools;
import dev.postroom.error.InvalidInputException;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.outbound.SendReceipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * From what somebody wants to send to a receipt: drafted, judged, within the limits, composed, queued. Whether he may send at all was
 * asked before.
 */
public final class Sending {
  private static final int MOST_ADDRESSES = 1_000;
  private static final Objection TOO_LARGE = Objection.never(RefusalReason.TOO_LARGE, new Explanation.ByForm());

  private final OnceOnly once;
  private final Drafting drafting;
  private final AutomaticReplies automaticReplies;
  private final SendPolicy policy;
  private final Allowance allowance;
  private final Composing composing;
  private final Enqueueing enqueueing;
  private final IdSource ids;
  private final Clock clock;

  /**
   * By what is decided what may be sent.
   *
   * @param policies
   *          lists, suppressions, limits
   * @param quotas
   *          which mailboxes are full
   * @param recipients
   *          the mailboxes of this engine
   * @param standings
   *          who may send
   * @param hasTransport
   *          whether anything is handed over to the outside
   * @param mostRecipients
   *          of one message
   * @param timeToLive
   *          how long a delivery is tried
   */
  public record Rules(Policies policies, MailboxQuotas quotas, Recipients recipients, LiveStandings standings,
      boolean hasTransport,
      int mostRecipients, Duration timeToLive) {

    private RecipientRules ofRecipients() {
      return new RecipientRules(policies, recipients, standings, hasTransport);
    }
  }

  /** What is asked once more before a delivery leaves. */
  public static Recheck recheck(Rules rules) {
    return rules.ofRecipients();
  }

  public static Sending of(Tools tools, Rules rules, Messages messages, MessageParser parser, Spools spools,
      Queue queue) {
    Authors authors = new Authors(tools.store(), rules.recipients());
    Drafting drafting = new Drafting(authors, messages, new Forwarding(parser));
    return new Sending(new OnceOnly(tools.store(), tools.ladder(), queue), drafting,
        new AutomaticReplies(messages, authors, drafting, new AnswerCap(tools.store(), tools.ladder())),
        new SendPolicy(tools.store(), rules.ofRecipients(), rules.mostRecipients()),
        new LimitedAllowance(tools.store(), rules.policies(), rules.quotas()),
        new Composing(spools, parser, tools.clock()),
        new Enqueueing(tools, new NewMessages(tools.store(), rules.policies().storedOctets()), queue,
            rules.timeToLive()),
        tools.ids(), tools.clock());
  }

  private Sending(OnceOnly once, Drafting drafting, AutomaticReplies automaticReplies, SendPolicy policy,
      Allowance allowance, Composing composing, Enqueueing enqueueing, IdSource ids, Clock clock) {
    this.once = once;
    this.drafting = drafting;
    this.automaticReplies = automaticReplies;
    this.policy = policy;
    this.allowance = allowance;
    this.composing = composing;
    this.enqueueing = enqueueing;
    this.ids = ids;
    this.clock = clock;
  }

  public SendReceipt send(Sender sender, OutgoingMessage message) {
    return once.send(sender.mailbox(), new Asked(message, SendKind.MESSAGE, Optional.empty()),
        first -> send(sender, drafting.message(sender.mailbox(), message), first));
  }

  public SendReceipt reply(Sender sender, MessageId original, OutgoingMessage answer) {
    return once.send(sender.mailbox(), new Asked(answer, SendKind.REPLY, Optional.of(original)),
        first -> send(sender, drafting.reply(sender.mailbox(), original, answer), first));
  }

  public SendReceipt replyAll(Sender sender, MessageId original, OutgoingMessage answer) {
    return once.send(sender.mailbox(), new Asked(answer, SendKind.REPLY_ALL, Optional.of(original)),
        first -> send(sender, drafting.replyAll(sender.mailbox(), original, answer), first));
  }

  public SendReceipt forward(Sender sender, MessageId original, OutgoingMessage cover) {
    return once.send(sender.mailbox(), new Asked(cover, SendKind.FORWARD, Optional.of(original)),
        first -> send(sender, drafting.forward(sender.mailbox(), original, cover), first));
  }

  public SendReceipt autoReply(Sender sender, MessageId original, OutgoingMessage answer) {
    return once.send(sender.mailbox(), new Asked(answer, SendKind.AUTOMATIC_REPLY, Optional.of(original)),
        first -> switch (automaticReplies.answer(sender.mailbox(), original, answer)) {
          case AutomaticReplies.Answer.Withheld withheld -> withheld.receipt();
          case AutomaticReplies.Answer.Written written -> send(sender, written.draft(), first);
        });
  }

  /** What a send would be answered now. The message is composed to be weighed, and forgotten. */
  public List<Explanation> explain(Sender sender, OutgoingMessage message) {
    Draft draft = drafting.message(sender.mailbox(), message);
    Instant due = due(draft);
    Judgement judgement = policy.judge(sender.mailbox(), draft);
    if (judgement.passing() > 0) {
      judgement = allowance.ask(sender, judgement.passing()).map(judgement::and).orElse(judgement);
    }
    if (judgement.passing() > 0 && composing.compose(draft, ids.message()).map(Sending::forgotten).isEmpty()) {
      judgement = judgement.and(TOO_LARGE);
    }
    return judgement.explanations(recipient -> new RecipientOutcome.Queued(recipient, ids.delivery(), due));
  }

  private static boolean forgotten(Composed composed) {
    composed.close();
    return true;
  }

  private SendReceipt send(Sender sender, Draft draft, OnceOnly.First first) {
    Instant due = due(draft);
    Judgement judgement = policy.judge(sender.mailbox(), draft);
    if (judgement.passing() == 0) {
      return nothingSent(judgement);
    }
    return switch (allowance.reserve(sender, judgement.passing())) {
      case Allowance.Reservation.Denied denied -> nothingSent(judgement.and(denied.objection()));
      case Allowance.Reservation.Given given -> {
        boolean sent = false;
        try {
          SendReceipt receipt = queued(sender, draft, judgement, due, first);
          sent = receipt.sent().isPresent();
          yield receipt;
        } finally {
          if (!sent) {
            given.giveBack().run();
          }
        }
      }
    };
  }

  private SendReceipt queued(Sender sender, Draft draft, Judgement judgement, Instant due, OnceOnly.First first) {
    MessageId id = ids.message();
    Optional<Composed> composed = composing.compose(draft, id);
    if (composed.isEmpty()) {
      return nothingSent(judgement.and(TOO_LARGE));
    }
    try (Composed message = composed.get()) {
      SendReceipt.Sent sent = new SendReceipt.Sent(id, draft.thread().orElseGet(ids::thread),
          '<' + message.stamp().messageId() + '>');
      SendReceipt receipt = new SendReceipt(Optional.of(sent),
          judgement.outcomes(recipient -> new RecipientOutcome.Queued(recipient, ids.delivery(), due)));
      Optional<Objection> objection = enqueueing.enqueue(sender, draft, message, receipt, first,
          transaction -> SendPolicy.ofPause(transaction, sender.mailbox())
              .or(() -> allowance.count(transaction, sender, judgement.passing())));
      return objection.map(against -> nothingSent(judgement.and(against))).orElse(receipt);
    }
  }

  private Instant due(Draft draft) {
    int count = draft.recipients().size();
    if (count < 1 || count > MOST_ADDRESSES) {
      throw new InvalidInputException("recipients: " + count + " (expected: 1.." + MOST_ADDRESSES + ")");
    }
    Instant now = clock.instant();
    return Due.checked(draft.message().sendAt().orElse(now), now);
  }

  private static SendReceipt nothingSent(Judgement judgement) {
    return new SendReceipt(Optional.empty(), judgement.outcomes(recipient -> {
      throw new IllegalStateException("a recipient passes, and nothing is sent");
    }));
  }
}
