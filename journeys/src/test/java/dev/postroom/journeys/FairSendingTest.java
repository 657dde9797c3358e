package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.ScriptedTransport.HandedOver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One customer queues very much and others a little, over the embedded store: the others do not wait for it. */
class FairSendingTest {
  private static final int BIG_MESSAGES = 50;
  private static final int BIG_RECIPIENTS = 1_000;
  private static final int SMALL = 99;
  private static final int EACH = 10;
  /** All of the others', as many of the big one's in their turns, and what it had been given room for before they came. */
  private static final int AMONG_THE_FIRST = 3_000;

  @TempDir
  Path folder;

  @Test
  void fifty_thousand_of_one_do_not_delay_ten_each_of_ninety_nine_others() {
    ScriptedTransport transport = ScriptedTransport.direct().hold();
    try (House house = House.open(folder, builder -> builder.deliverBy(transport).maxRecipients(BIG_RECIPIENTS))) {
      MailboxSession big = mailbox(house, "big");
      for (int i = 0; i < BIG_MESSAGES; i++) {
        big.send(blind("r" + i, "remote", BIG_RECIPIENTS));
      }
      for (int i = 0; i < SMALL; i++) {
        mailbox(house, "small" + i).send(blind("s" + i, "elsewhere", EACH));
      }
      assertThat(big.deliveries().statistics().waiting()).isGreaterThan(40_000);
      transport.release();
      await().atMost(Duration.ofMinutes(1)).until(() -> ofSmall(transport.handedOver()).size() == SMALL * EACH);

      List<HandedOver> inOrder = transport.handedOver();
      assertThat(inOrder.indexOf(ofSmall(inOrder).getLast())).isLessThan(AMONG_THE_FIRST);
    }
  }

  private static List<HandedOver> ofSmall(List<HandedOver> handedOver) {
    return handedOver.stream().filter(one -> one.recipient().localPart().startsWith("s")).toList();
  }

  private static MailboxSession mailbox(House house, String customer) {
    WorkspaceAdmin workspace = house.engine().tenants().create("my-product").createWorkspace(customer, customer);
    return workspace.claimDomain(customer + ".example").confirm().createMailbox("info").session();
  }

  private static OutgoingMessage blind(String name, String domain, int recipients) {
    return IntStream.range(0, recipients)
        .mapToObj(i -> Addressee.of(EmailAddress.parse(name + '-' + i + '@' + domain + i % 100 + ".example")))
        .reduce(OutgoingMessage.ofText("Hello"), OutgoingMessage::addBcc, (one, two) -> two);
  }
}
