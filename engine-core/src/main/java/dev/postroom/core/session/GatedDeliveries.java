package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.outbound.queue.DeliveryDesk;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.Deliveries;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The deliveries of a mailbox, each call behind the gate. */
final class GatedDeliveries implements Deliveries {
  private final Gate gate;
  private final Scope.OfMailbox place;
  private final DeliveryDesk desk;

  GatedDeliveries(Gate gate, Scope.OfMailbox place, DeliveryDesk desk) {
    this.gate = gate;
    this.place = place;
    this.desk = desk;
  }

  @Override
  public Page<Delivery> list(Set<DeliveryState> states, PageRequest page) {
    gate.require(Permission.READ, place);
    return desk.list(place, states, page);
  }

  @Override
  public List<Delivery> ofMessage(MessageId message) {
    gate.require(Permission.READ, place);
    return desk.ofMessage(place, message);
  }

  @Override
  public Delivery read(DeliveryId delivery) {
    gate.require(Permission.READ, place);
    return desk.read(place, delivery);
  }

  @Override
  public QueueStatistics statistics() {
    gate.require(Permission.READ, place);
    return desk.statistics(place);
  }

  @Override
  public int cancel(MessageId message) {
    gate.require(Permission.SEND, place);
    return desk.cancel(place, message);
  }

  @Override
  public void reschedule(MessageId message, Instant sendAt) {
    gate.require(Permission.SEND, place);
    desk.reschedule(place, message, sendAt);
  }

  @Override
  public void retry(DeliveryId delivery) {
    gate.require(Permission.SEND, place);
    desk.retry(place, delivery);
  }
}
