package dev.postroom.isolation;

import dev.postroom.access.KeyRecord;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.session.KeyedAccess;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.SendRow;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What lets customers of a host see each other, each in one way, and by which test of the contract it is to be found. */
enum Leak {
  FOUND_ANYWHERE("every_id_of_others_is_answered_like_one_that_never_was",
      Fault.MESSAGES_ARE_FOUND_IN_ANY_MAILBOX::answer),
  LOOKED_FOR_ANYWHERE("every_id_of_others_is_answered_like_one_that_never_was",
      call -> call.isMissing("MailboxStore.find") && call.allMailboxes()
          .anyMatch(place -> call.at(place).find((MessageId) call.given().getFirst()).isPresent())
              ? Optional.empty()
              : call.answer()),
  WORKSPACES_OF_ALL_TENANTS("a_tenant_finds_no_workspace_of_another_tenant",
      Fault.WORKSPACES_ARE_FOUND_IN_ANY_TENANT::answer),
  CURSORS_OF_ANYBODY("every_cursor_of_others_is_refused_by_every_list", Fault.Call::answer,
      LeakingDoor::thatTakesAnyCursor),
  KEYS_OF_ANYBODY("every_key_of_others_is_out_of_reach", call -> {
    Optional<KeyRecord> foreign = call.isMissing("KeyTable.find")
        ? call.transaction().findKey((KeyId) call.given().getFirst())
        : Optional.empty();
    return foreign.isPresent() ? foreign : call.answer();
  }),
  KEYS_FOR_ANY_RUNG("a_key_opens_its_own_rung_only", Fault.Call::answer, LeakingDoor::thatOpensAnyRung),
  FOUND_BY_ANYTHING("what_messages_of_others_are_found_by_finds_what_finds_nothing",
      call -> call.name().equals("MailboxStore.list")
          ? ((MailboxStore) call.rung()).list(everything((MessageSelection) call.given().getFirst()))
          : call.answer()),
  SENDS_OF_ANYBODY("an_idempotency_key_of_others_is_a_new_one", Leak::lastSend),
  MAILBOXES_OF_ALL("an_address_or_a_name_of_others_leads_nowhere", Fault.MAILBOXES_ARE_FOUND_IN_ANY_WORKSPACE::answer),
  EVENTS_OF_ALL("events_tell_of_nothing_that_is_not_ones_own", Fault.EVENTS_OF_ALL_ARE_READ::answer),
  NEVER_REVOKED("who_is_suspended_revoked_or_erased_loses_all_and_nobody_else_loses_anything",
      Fault.KEYS_ARE_NEVER_REVOKED::answer);

  private static final Queue<SendRow> SENDS = new ConcurrentLinkedQueue<>();

  private final String foundBy;
  private final Function<Fault.Call, Object> rule;
  private final UnaryOperator<KeyedAccess> door;

  Leak(String foundBy, Function<Fault.Call, Object> rule) {
    this(foundBy, rule, UnaryOperator.identity());
  }

  Leak(String foundBy, Function<Fault.Call, Object> rule, UnaryOperator<KeyedAccess> door) {
    this.foundBy = foundBy;
    this.rule = rule;
    this.door = door;
  }

  String foundBy() {
    return foundBy;
  }

  Object answer(Fault.Call call) {
    return rule.apply(call);
  }

  KeyedAccess door(KeyedAccess sound) {
    return door.apply(sound);
  }

  private static MessageSelection everything(MessageSelection asked) {
    return new MessageSelection(Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(),
        Set.of(), asked.before(), asked.limit(), asked.candidates());
  }

  private static Object lastSend(Fault.Call call) {
    if (call.name().equals("MailboxStore.insertSend")) {
      SENDS.add((SendRow) call.given().getFirst());
    }
    return call.isMissing("MailboxStore.findSend") ? SENDS.stream().reduce((one, later) -> later) : call.answer();
  }
}
