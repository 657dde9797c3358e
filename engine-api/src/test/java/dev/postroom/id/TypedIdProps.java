package dev.postroom.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of the texts of ids. */
class TypedIdProps {

  @Property
  void what_an_id_prints_is_read_as_the_same_id(@ForAll long high, @ForAll long low) {
    MessageId id = new MessageId(new UUID(high, low));

    assertThat(MessageId.parse(id.toString())).isEqualTo(id);
    assertThat(id.toString()).hasSize(30).matches("msg_[0-7][0-9a-hjkmnp-tv-z]{25}");
  }

  @Property
  void texts_sort_as_unsigned_numbers_do(@ForAll long high, @ForAll long low, @ForAll long otherHigh,
      @ForAll long otherLow) {
    String text = new MessageId(new UUID(high, low)).toString();
    String other = new MessageId(new UUID(otherHigh, otherLow)).toString();

    assertThat(Integer.signum(text.compareTo(other)))
        .isEqualTo(number(high, low).compareTo(number(otherHigh, otherLow)));
  }

  private static BigInteger number(long high, long low) {
    return new BigInteger(Long.toUnsignedString(high)).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
  }
}
