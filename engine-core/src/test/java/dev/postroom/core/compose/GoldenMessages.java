package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.Threading;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ten messages as they are sent every day; how each is written stands in a file of its name. */
final class GoldenMessages {
  private static final Addressee ANN = Addressee.of("Ann Smith", EmailAddress.parse("ann@customer.example"));
  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private GoldenMessages() {}

  static Map<String, Composition> all() {
    Map<String, Composition> all = new LinkedHashMap<>();
    all.put("plain", from(OutgoingMessage.to(ANN).subject("Your order 4711").text("Dear Ann,\n\nit is on its way.\n")));
    all.put("umlauts", from(OutgoingMessage.to(Addressee.of("Jürgen Müller", ANN.address()))
        .subject("Grüße aus Köln und eine Rechnung, deren Betreff länger ist als eine Zeile sein darf")
        .text("Sehr geehrter Herr Müller,\nschöne Grüße.")));
    all.put("japanese", from(OutgoingMessage.to(Addressee.of("山田太郎", EmailAddress.parse("taro@例え.example")))
        .subject("ご注文ありがとうございます。請求書を添付いたしましたのでご確認ください。")
        .text("こんにちは、山田さん。\n\nよろしくお願いいたします。\n")));
    all.put("html", from(OutgoingMessage.to(ANN).subject("News").html("<p>Look <b>here</b>.</p>\n")));
    all.put("alternative",
        from(OutgoingMessage.to(ANN)
            .subject("News")
            .text("Look here.\n")
            .html("<p>Look <b>here</b>.</p>\n")
            .unsubscribe(URI.create("https://acme.example/unsubscribe?list=7&who=Zm9v"))));
    all.put("picture", from(OutgoingMessage.to(ANN)
        .subject("Our logo")
        .text("See the logo.\n")
        .html("<p><img src=\"cid:logo\"></p>\n")
        .addAttachment(
            OutgoingAttachment.inline("logo", "logo.png", "image/png", () -> new ByteArrayInputStream(PICTURE)))
        .addAttachment(OutgoingAttachment.of("Prüfbericht für Jürgen Müller, Übersicht der Prüfungen.pdf",
            "application/pdf", "%PDF".getBytes(StandardCharsets.US_ASCII)))));
    all.put("empty", from(OutgoingMessage.to(ANN)));
    all.put("many-recipients", manyRecipients());
    all.put("answer", from(OutgoingMessage.to(ANN).subject("Re: Question").text("Yes.\n")).after(Ancestors.ofAnswer(
        new Threading(Optional.of("q.3@customer.example"), List.of(),
            List.of("q.1@customer.example", "q.2@acme.example")))));
    all.put("automatic", from(OutgoingMessage.to(ANN.address().toString())
        .subject("Auto: Question")
        .text("Thank you. We have received \"Question\".")
        .addHeader("X-Ticket", "4711"))
        .after(Ancestors.ofAnswer(new Threading(Optional.of("q.1@customer.example"), List.of(), List.of())))
        .automatic());
    return all;
  }

  static Composition named(String name) {
    return Optional.ofNullable(all().get(name)).orElseThrow();
  }

  private static Composition manyRecipients() {
    OutgoingMessage message = OutgoingMessage.to(ANN)
        .addTo(Addressee.of("Smith, Bob \"the builder\"", EmailAddress.parse("bob@customer.example")))
        .addTo(Addressee.of(EmailAddress.parse("carol@customer.example")))
        .addCc(Addressee.of("Дмитрий", EmailAddress.parse("дмитрий@пример.example")))
        .addCc(Addressee.of(EmailAddress.parse("\"odd one\"@customer.example")))
        .addBcc(Addressee.of("Secret", EmailAddress.parse("secret@customer.example")))
        .replyTo(Addressee.of("Billing", EmailAddress.parse("billing@acme.example")))
        .subject("To all of you")
        .text("From here on, all is new. \n");
    return from(message);
  }

  private static Composition from(OutgoingMessage message) {
    return Composition.of(message, Composed.SUPPORT, Composed.STAMP);
  }
}
