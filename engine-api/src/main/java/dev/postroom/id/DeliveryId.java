package dev.postroom.id;

import dev.postroom.error.InvalidInputException;
import java.util.UUID;

/**
 * The id of a delivery: one message on its way to one recipient, printed {@code dlv_…}.
 *
 * @param value
 *          the UUID alone
 */
public record DeliveryId(UUID value) implements TypedId {
  private static final String PREFIX = "dlv";

  /**
   * Reads the text that {@link #toString()} wrote.
   *
   * @param text
   *          the text, prefix included
   * @return the id; that the thing exists is not implied
   * @throws InvalidInputException
   *           when the text is not of this form or names another kind
   */
  public static DeliveryId parse(String text) {
    return new DeliveryId(IdText.read(PREFIX, text));
  }

  @Override
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
