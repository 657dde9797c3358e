package dev.postroom.message;

import dev.postroom.address.EmailAddress;
import java.util.Optional;

/**
 * Somebody who is named in the header of a message: its author, a recipient. It is what the header says, and proves nothing
 * about who sent it. Its text form shows neither name nor address.
 *
 * @param name
 *          the display name, decoded
 * @param address
 *          the address, when what stands in its place is one
 * @param written
 *          what stands in the place of the address, at most 320 characters; all there is when it is not an address
 */
public record Correspondent(Optional<String> name, Optional<EmailAddress> address, String written) {

  /**
   * Somebody with an address.
   *
   * @param address
   *          the address
   * @return a correspondent without a display name
   */
  public static Correspondent of(EmailAddress address) {
    return new Correspondent(Optional.empty(), Optional.of(address), address.toString());
  }

  /**
   * Somebody with a display name and an address.
   *
   * @param name
   *          the display name, decoded
   * @param address
   *          the address
   * @return the correspondent
   */
  public static Correspondent of(String name, EmailAddress address) {
    return new Correspondent(Optional.of(name), Optional.of(address), address.toString());
  }

  /**
   * What to show to a person: the name, or else what stands in the place of the address.
   *
   * @return the text; it is content, and belongs in no log
   */
  public String display() {
    return name.orElse(written);
  }

  @Override
  public String toString() {
    return "Correspondent[sealed]";
  }
}
