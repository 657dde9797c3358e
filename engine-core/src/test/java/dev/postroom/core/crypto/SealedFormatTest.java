package dev.postroom.core.crypto;

import static dev.postroom.core.crypto.Building.MAILBOX;
import static dev.postroom.core.crypto.Building.MESSAGE;
import static dev.postroom.core.crypto.Building.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.WrappedSecret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Bytes that format version 1 once wrote. When one of these fails, data of users would no longer open. */
class SealedFormatTest {
  private static final byte[] SECRET = HexFormat.of()
      .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

  private final MailboxCipher cipher = new MailboxCipher(Place.of(MAILBOX),
      new TreeMap<>(Map.of(7, DataKeys.derivedFrom(SECRET))), new SecureRandom());

  @Test
  void a_part_of_a_row() {
    assertThat(
        cipher.open(Part.SUMMARY, MESSAGE, sealed("010000000700bcb5eb200c002081b3dd5a278989952aa97f305a7d859904da5"
            + "73de659e9a921cf99460c0d52fd9b4e152c"), ascii("facts")))
        .isEqualTo(ascii("row"));
    assertThat(
        cipher.open(Part.TRACE, MESSAGE, sealed("0100000007004f2d308290fed81cc1d67b8404b3d05f1086683f616d167cfe7f28"
            + "fc01e5ddc0460162acfb50ce8959ed1b"), ascii("")))
        .isEqualTo(ascii("row"));
  }

  @Test
  void a_small_content() throws IOException {
    byte[] sealed = HexFormat.of()
        .parseHex("010000000700e04b24b9731dd16397cf94d1940b2e131b55801d64d11105c3fc8cf716d2664e275"
            + "0b06cf8a0197bcda2fbe105ca4e");
    try (InputStream in = cipher.opening(MESSAGE, new ByteArrayInputStream(sealed))) {
      assertThat(in.readAllBytes()).isEqualTo(ascii("content"));
    }
  }

  @Test
  void tokens() {
    assertThat(cipher.token(Token.Kind.FROM, "anna@example.org"))
        .isEqualTo(new Token(Token.Kind.FROM, 7, sealed("c22ce7b56f4dc7f707ea21ee1aafe77e")));
    assertThat(cipher.token(Token.Kind.TO, "anna@example.org"))
        .isEqualTo(new Token(Token.Kind.TO, 7, sealed("fe3147ef764ec8b379e71307c4aecd1f")));
    assertThat(cipher.token(Token.Kind.MESSAGE_ID, "anna@example.org"))
        .isEqualTo(new Token(Token.Kind.MESSAGE_ID, 7, sealed("209f87afb8825b9877e635e0ae3da211")));
  }

  @Test
  void wrapped_secrets() {
    WrappingKeys parent = new WrappingKeys(new TreeMap<>(Map.of(5, Derivation.aead(SECRET, Purpose.WRAP))));
    assertThat(unwrapped(Place.of(MAILBOX), parent,
        new WrappedSecret(KeyOwner.of(MAILBOX), 7, "5",
            sealed(
                "01c7ecf1fa563153774c04adec462f13b30d39f24c46fb7ff52213e36a61d28cc0b67e40889b40118b1c5c5acf7a06704e90040d5f6b9"
                    + "c8d085b3b829608e892e7c3cc4bd59a966a66f52166f9f3ef7ac785f6225fcecae9d3"))))
        .isEqualTo(SECRET);
    assertThat(unwrapped(Place.of(TENANT), MasterKeys.of(new HostKey("master-a"), List.of()),
        new WrappedSecret(KeyOwner.of(TENANT), 1, "master-a",
            sealed(
                "01a817a81db5be6d996009d82acf7b1ac78b8b51e51f47615b28fa7a56a483062324010d5b6764b53ee62037e0d84ef5d5e5980c9f2cd"
                    + "da443790cd83d96c158acf821fc70c30bf236f3f7876c355a63092c26da277ead029c"))))
        .isEqualTo(SECRET);
  }

  @Test
  void a_mac_of_the_engine() {
    EngineSecret engine = new EngineSecret(new TreeMap<>(Map.of(1, EngineKeys.derivedFrom(SECRET))));
    assertThat(HexFormat.of().formatHex(engine.mac("cursor", new byte[]{1, 2, 3})))
        .isEqualTo("3324eebe40e535cde3316b5c6bbf065b9312749cd26f1d0d8ea9673e7d3b2bee");
  }

  /** Laid out by hand, as the content in frames below. */
  @Test
  void a_row_of_the_engine() throws IOException, GeneralSecurityException {
    EngineSecret engine = new EngineSecret(new TreeMap<>(Map.of(1, EngineKeys.derivedFrom(SECRET))));
    byte[] none = {};
    byte[] header = {1, 0, 0, 0, 1, 0};
    byte[] bound = fields(none, none, none, ascii("postroom/1/data"), uuid(MESSAGE.value()), ascii("dkim-keys"), header,
        ascii("mail.example"));
    byte[] sealed = concat(header, Derivation.importAead(hkdf("postroom/1/data")).encrypt(ascii("row"), bound));
    assertThat(engine.cipher().open(Part.DKIM_KEYS, MESSAGE, SealedBytes.copyOf(sealed), ascii("mail.example")))
        .isEqualTo(ascii("row"));
  }

  @Test
  void a_master_key_file() {
    String text = """
        postroom-master-key: 1
        id: file:c7bb9d3a1b964188
        key: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
        check: ef034db6ef523b80
        """;
    assertThat(KeyFileText.write(SECRET)).isEqualTo(text);
    assertThat(KeyFileText.read(text)).isEqualTo(SECRET);
  }

  /** Laid out by hand, with nothing of ours but the import of a key into Tink. */
  @Test
  void a_content_in_frames() throws IOException, GeneralSecurityException {
    byte[] streamId = ascii("sixteen octets..");
    byte[] header = concat(new byte[]{1, 0, 0, 0, 7, 1, 0, 1, 0, 0}, streamId);
    Aead data = Derivation.importAead(hkdf("postroom/1/data"));
    byte[] first = new byte[64 * 1024];
    Arrays.fill(first, (byte) 'a');
    byte[] sealed = concat(header, data.encrypt(first, frameBound(header, 0, 0)),
        data.encrypt(ascii("the end"), frameBound(header, 1, 1)));
    try (InputStream in = cipher.opening(MESSAGE, new ByteArrayInputStream(sealed))) {
      assertThat(in.readAllBytes()).isEqualTo(concat(first, ascii("the end")));
    }
  }

  private static byte[] frameBound(byte[] header, long number, int last) throws IOException {
    ByteArrayOutputStream position = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(position);
    fields.writeLong(number);
    fields.writeByte(last);
    return fields(uuid(MAILBOX.tenant().value()), uuid(MAILBOX.workspace().value()),
        uuid(MAILBOX.mailbox().value()), ascii("postroom/1/data"), uuid(MESSAGE.value()), ascii("content"), header,
        position.toByteArray());
  }

  private static byte[] fields(byte[]... all) throws IOException {
    ByteArrayOutputStream bound = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bound);
    for (byte[] field : all) {
      out.writeInt(field.length);
      out.write(field);
    }
    return bound.toByteArray();
  }

  /** RFC 5869 with SHA-256, no salt, and 32 octets of output. */
  private static byte[] hkdf(String info) throws GeneralSecurityException {
    byte[] extracted = hmac(new byte[32], SECRET);
    return hmac(extracted, concat(ascii(info), new byte[]{1}));
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] unwrapped(Place place, RungAbove above, WrappedSecret wrapped) {
    MemoryVault vault = new MemoryVault();
    vault.put(List.of(wrapped));
    return new LadderVault(vault).open(place, above, byte[]::clone).firstEntry().getValue();
  }

  private static byte[] uuid(UUID id) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static SealedBytes sealed(String hex) {
    return SealedBytes.copyOf(HexFormat.of().parseHex(hex));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
