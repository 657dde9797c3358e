package dev.postroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AssociatedDataProps {

  @Property
  void two_lists_of_fields_read_the_same_only_if_they_are_the_same(@ForAll("fields") List<List<Byte>> one,
      @ForAll("fields") List<List<Byte>> other) {
    assertThat(ByteBuffer.wrap(encode(one)).equals(ByteBuffer.wrap(encode(other)))).isEqualTo(one.equals(other));
  }

  @Property
  void fields_can_be_added_one_by_one(@ForAll("fields") List<List<Byte>> fields) {
    AssociatedData grown = AssociatedData.of();
    for (List<Byte> field : fields) {
      grown = grown.and(bytes(field));
    }
    assertThat(grown.bytes()).isEqualTo(encode(fields));
  }

  @Example
  void moving_the_border_between_two_fields_makes_a_difference() {
    assertThat(AssociatedData.of(AssociatedData.field("a"), AssociatedData.field("bc")).bytes())
        .isNotEqualTo(AssociatedData.of(AssociatedData.field("ab"), AssociatedData.field("c")).bytes());
  }

  /** Few values, among them those of lengths, so that lists often collide where the encoding would let them. */
  @Provide
  Arbitrary<List<List<Byte>>> fields() {
    return Arbitraries.of((byte) 0, (byte) 1, (byte) 4).list().ofMaxSize(6).list().ofMaxSize(4);
  }

  private static byte[] encode(List<List<Byte>> fields) {
    return AssociatedData.of(fields.stream().map(AssociatedDataProps::bytes).toArray(byte[][]::new)).bytes();
  }

  private static byte[] bytes(List<Byte> field) {
    byte[] bytes = new byte[field.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = field.get(i);
    }
    return bytes;
  }
}
