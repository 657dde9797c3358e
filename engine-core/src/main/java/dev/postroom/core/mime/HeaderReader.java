package dev.postroom.core.mime;

import dev.postroom.message.Correspondent;
import dev.postroom.message.ParseProblem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes sense of the message's own header. What does not make sense is left out, and noted. */
final class HeaderReader {
  private final HeaderFields fields;
  private final ParseLimits limits;
  private final Problems problems;

  HeaderReader(HeaderFields fields, ParseLimits limits, Problems problems) {
    this.fields = fields;
    this.limits = limits;
    this.problems = problems;
    if (fields.isRepeated()) {
      problems.add(ParseProblem.MALFORMED_HEADER);
    }
  }

  String subject() {
    String written = fields.body("subject");
    String shown = FieldText.shown(EncodedWords.decode(written));
    if (shown.length() > ParseLimits.SUBJECT_LENGTH || written.length() > EncodedWords.MAX_LENGTH) {
      problems.add(ParseProblem.TEXT_CUT);
    }
    return FieldText.cut(shown, ParseLimits.SUBJECT_LENGTH);
  }

  Optional<Instant> date() {
    String written = fields.body("date");
    return noted(written, DateText.parse(written));
  }

  People people() {
    List<Correspondent> sender = list("sender");
    return new People(list("from"), sender.stream().findFirst(), list("reply-to"), list("to"), list("cc"), list("bcc"));
  }

  private List<Correspondent> list(String name) {
    String written = fields.body(name);
    AddressList list = AddressListReader.read(written, limits.addresses());
    if (list.isCut()) {
      problems.add(ParseProblem.TOO_MANY_ADDRESSES);
    }
    boolean emptyGroup = written.isEmpty() || written.indexOf(':') >= 0;
    if (list.correspondents().isEmpty() ? !emptyGroup
        : list.correspondents().stream().anyMatch(one -> one.address().isEmpty())) {
      problems.add(ParseProblem.MALFORMED_HEADER);
    }
    return list.correspondents();
  }

  Threading threading() {
    String written = fields.body("message-id");
    return new Threading(noted(written, MessageIds.first(written)), ids("in-reply-to"), ids("references"));
  }

  private List<String> ids(String name) {
    MessageIds.Last last = MessageIds.last(fields.body(name), ParseLimits.REFERENCES);
    if (last.found() > last.ids().size()) {
      problems.add(ParseProblem.TOO_MANY_REFERENCES);
    }
    return last.ids();
  }

  Automation automation() {
    Set<Automation.Sign> signs = EnumSet.noneOf(Automation.Sign.class);
    String submitted = Parameterised.parse(fields.body("auto-submitted")).value();
    if (!submitted.isEmpty() && !submitted.equals("no")) {
      signs.add(Automation.Sign.AUTO_SUBMITTED);
    }
    if (Set.of("bulk", "junk", "list").contains(fields.body("precedence").toLowerCase(Locale.ROOT))) {
      signs.add(Automation.Sign.BULK);
    }
    if (fields.isOfList()) {
      signs.add(Automation.Sign.LIST);
    }
    String unwanted = fields.body("x-auto-response-suppress").toLowerCase(Locale.ROOT);
    if (!unwanted.isEmpty() && !unwanted.equals("none")) {
      signs.add(Automation.Sign.ANSWERS_UNWANTED);
    }
    return new Automation(signs, fields.received());
  }

  private <T> Optional<T> noted(String written, Optional<T> understood) {
    if (!written.isEmpty() && understood.isEmpty()) {
      problems.add(ParseProblem.MALFORMED_HEADER);
    }
    return understood;
  }
}
