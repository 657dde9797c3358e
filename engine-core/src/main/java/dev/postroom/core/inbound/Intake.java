package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.report.Report;
import dev.postroom.core.report.ReportReader;
import dev.postroom.core.spool.Spool;
import dev.postroom.core.spool.Spools;
import dev.postroom.error.ClosedException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.error.StoreException;
import dev.postroom.inbound.ContentRefusedException;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The pipeline of a message whose recipients are accepted: take its bytes in, read it, refuse what goes in circles, seal and store a
 * copy for each mailbox, and answer when all of them are forced to the disk.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * The client's octets are taken in first, in memory or in a sealed file, for they come as slowly as the client likes and all that follows
 * wants to read them more than once. What is read of them is read once for all recipients, and nothing is done for a mailbox before it is
 * known that none will be left out: all copies are stored in one change or none is, so a client that is told to try again does not make
 * doubles. Every way out is an answer; each refusal is noted for the mailboxes that it concerns, so that nothing is lost in silence.
 */
public final class Intake {
  private static final int MOST_RELAYS = 50;
  private static final int MOST_RECIPIENTS = 1_000;
  private static final long MOST_OCTETS_IN_ALL = 1L << 30;

  private final Spools spools;
  private final MessageParser parser;
  private final ReportReader reports;
  private final NullSenders nullSenders;
  private final Storing storing;
  private final Refusals refusals;

  public Intake(Spools spools, MessageParser parser, ReportReader reports, NullSenders nullSenders, Storing storing,
      Refusals refusals) {
    this.spools = spools;
    this.parser = parser;
    this.reports = reports;
    this.nullSenders = nullSenders;
    this.storing = storing;
    this.refusals = refusals;
  }

  long maxMessageSize() {
    return spools.maxSize();
  }

  /** How many recipients one message may have: fewer when it is announced to be large. */
  static int mostRecipients(OptionalLong announced) {
    long octets = Math.max(1, announced.orElse(1));
    return Math.clamp(MOST_OCTETS_IN_ALL / octets, 1, MOST_RECIPIENTS);
  }

  Reception take(ReversePath sender, Peer peer, Map<Scope.OfMailbox, EmailAddress> recipients, InputStream content)
      throws IOException {
    try {
      Reception reception = answered(sender, peer, recipients, content);
      if (reception instanceof Reception.Rejected rejected) {
        note(recipients, rejected.reason());
      }
      return reception;
    } catch (ContentRefusedException refused) {
      note(recipients, refused.reason());
      throw refused;
    } catch (NotNow notNow) {
      recipients.keySet().forEach(mailbox -> refusals.note(mailbox, notNow.reasonFor(mailbox).name()));
      return new Reception.Deferred(notNow.reason());
    }
  }

  private void note(Map<Scope.OfMailbox, EmailAddress> recipients, RejectReason reason) {
    recipients.keySet().forEach(mailbox -> refusals.note(mailbox, reason.name()));
  }

  private Reception answered(ReversePath sender, Peer peer, Map<Scope.OfMailbox, EmailAddress> recipients,
      InputStream content) throws IOException {
    try {
      Optional<Spool> taken = spools.take(content);
      if (taken.isEmpty()) {
        return new Reception.Rejected(RejectReason.TOO_LARGE);
      }
      try (Spool spool = taken.get()) {
        return stored(sender, peer, recipients, spool);
      }
    } catch (SealException noKey) {
      throw new NotNow(DeferReason.SEAL_UNAVAILABLE);
    } catch (ClosedException closing) {
      throw new NotNow(DeferReason.CLOSING);
    } catch (StoreException storeDoesNotAnswer) {
      throw new NotNow(storeDoesNotAnswer.reason() == FailureReason.STORE_FULL ? DeferReason.STORE_FULL
          : DeferReason.STORE_UNAVAILABLE);
    }
  }

  private Reception stored(ReversePath sender, Peer peer, Map<Scope.OfMailbox, EmailAddress> recipients, Spool spool) {
    if (recipients.size() > mostRecipients(OptionalLong.of(spool.size()))) {
      throw new NotNow(DeferReason.TOO_MANY_RECIPIENTS);
    }
    Outline outline = outline(spool);
    if (outline.automation().received() > MOST_RELAYS) {
      return new Reception.Rejected(RejectReason.LOOP);
    }
    Arrival arrival = new Arrival(sender, peer, spool, outline, report(spool, outline));
    Map<Scope.OfMailbox, EmailAddress> wanting = nullSenders.wanting(arrival, recipients);
    if (wanting.isEmpty()) {
      return new Reception.Rejected(RejectReason.POLICY);
    }
    List<Disposition.Stored> copies = storing.store(arrival, wanting);
    recipients.keySet()
        .stream()
        .filter(mailbox -> !wanting.containsKey(mailbox))
        .forEach(mailbox -> refusals.note(mailbox, RejectReason.POLICY.name()));
    return new Reception.Stored(copies);
  }

  private Optional<Report> report(Spool spool, Outline outline) {
    try {
      return ReportReader.mayBeReport(outline) ? reports.read(spool) : Optional.empty();
    } catch (IOException spoolFailed) {
      throw new NotNow(DeferReason.STORE_UNAVAILABLE);
    }
  }

  private Outline outline(Spool spool) {
    try {
      return parser.outline(spool);
    } catch (IOException spoolFailed) {
      throw new NotNow(DeferReason.STORE_UNAVAILABLE);
    }
  }
}
