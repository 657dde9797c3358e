package dev.postroom.journeys;

import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.smtp.ReceivedMail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a house that was killed must have kept, and all that is wrong with it. */
record KilledAudit(KilledMail mail, KilledSends sends, KilledKeys keys) {

  static KilledAudit ofNothingYet() {
    return new KilledAudit(new KilledMail(), new KilledSends(), new KilledKeys());
  }

  /** Looks at everything in a house, beside what the server that it sends to has taken. */
  List<Wrong> of(House house, List<ReceivedMail> taken) throws IOException {
    MailboxSession inbox = house.inbox();
    Map<String, List<MessageSummary>> found =
        House.list(inbox).stream().collect(Collectors.groupingBy(MessageSummary::subject));
    List<Wrong> wrong = new ArrayList<>(mail.audit(inbox, found));
    wrong.addAll(sends.audit(inbox, found, taken));
    wrong.addAll(keys.audit(house));
    return wrong;
  }
}
