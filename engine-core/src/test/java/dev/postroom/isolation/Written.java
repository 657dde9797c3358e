package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import java.util.Optional;
import java.util.Set;

/**
 * What was written in a message.
 *
 * @param author
 *          by whom
 * @param people
 *          to whom, as its header says
 * @param subject
 *          its subject
 * @param text
 *          its text
 * @param snippet
 *          the beginning of it
 * @param attached
 *          what is in the file that goes with it
 * @param references
 *          how many messages it names as being before it
 * @param words
 *          the words of those whose addresses it shows
 * @param isSecret
 *          whether it holds the secret of the workspace that wrote it
 */
record Written(EmailAddress author, Set<EmailAddress> people, String subject, String text, String snippet,
    Optional<String> attached, int references, Set<String> words, boolean isSecret) {

  static Written of(Mail mail) {
    return new Written(EmailAddress.parse(mail.sender()), Set.of(), mail.subject(), mail.text(), mail.text(),
        mail.attachment().map(name -> mail.attached()), mail.references().size(),
        mail.word().equals(MailActs.EVERYBODY) ? Set.of() : Set.of(mail.word()), false);
  }
}
