package dev.postroom.outbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import java.util.Optional;

/**
 * Somebody to write to. Its text form shows neither name nor address.
 *
 * @param name
 *          the display name, at most 200 characters, without control characters
 * @param address
 *          the address
 */
public record Addressee(Optional<String> name, EmailAddress address) {
  private static final int MAX_NAME = 200;

  /**
   * Checks the name.
   *
   * @throws InvalidInputException
   *           when the name is too long or holds control characters, CR and LF among them
   */
  public Addressee {
    name.ifPresent(text -> {
      if (text.length() > MAX_NAME) {
        throw new InvalidInputException("name length: " + text.length() + " (expected: 0.." + MAX_NAME + ")");
      }
      HeaderField.refuseControls("name", text);
    });
  }

  /**
   * Somebody without a display name.
   *
   * @param address
   *          the address
   * @return the addressee
   */
  public static Addressee of(EmailAddress address) {
    return new Addressee(Optional.empty(), address);
  }

  /**
   * Somebody with a display name.
   *
   * @param name
   *          the display name, in any script
   * @param address
   *          the address
   * @return the addressee
   */
  public static Addressee of(String name, EmailAddress address) {
    return new Addressee(Optional.of(name), address);
  }

  @Override
  public String toString() {
    return "Addressee[sealed]";
  }
}
