package dev.postroom.examples;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** The mail that the example's customers get, sent over SMTP as any client would. */
final class SampleMail {
  private static final List<String> FILES = List.of("1-plain.eml", "2-attachment.eml", "3-utf8.eml", "4-reply.eml");

  static final int COUNT = FILES.size();

  private SampleMail() {}

  static void sendAll(InetSocketAddress server) throws MessagingException, IOException {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", server.getHostString());
    properties.setProperty("mail.smtp.port", Integer.toString(server.getPort()));
    properties.setProperty("mail.smtp.from", "somebody@customers.example");
    Session session = Session.getInstance(properties);
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect();
      for (String file : FILES) {
        MimeMessage message = read(session, file);
        transport.sendMessage(message, message.getRecipients(Message.RecipientType.TO));
      }
    }
  }

  private static MimeMessage read(Session session, String file) throws MessagingException, IOException {
    try (InputStream octets = Objects.requireNonNull(SampleMail.class.getResourceAsStream("mail/" + file))) {
      return new MimeMessage(session, octets);
    }
  }
}
