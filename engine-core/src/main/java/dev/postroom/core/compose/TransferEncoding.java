package dev.postroom.core.compose;

import java.io.OutputStream;

/** How a content is written so that it passes everywhere (RFC 2045, section 6). */
enum TransferEncoding {
  SEVEN_BIT("7bit"),
  QUOTED_PRINTABLE("quoted-printable"),
  BASE64("base64");

  private final String token;

  TransferEncoding(String token) {
    this.token = token;
  }

  String field() {
    return "Content-Transfer-Encoding: " + token;
  }

  /** What writes a content, encoded. */
  Entity.Writing of(Entity.Writing content) {
    return out -> {
      OutputStream encoded = encoder(out);
      content.to(encoded);
      encoded.flush();
    };
  }

  private OutputStream encoder(OutputStream out) {
    return switch (this) {
      case SEVEN_BIT -> out;
      case QUOTED_PRINTABLE -> Encoders.quotedPrintable(out);
      case BASE64 -> Encoders.base64(out);
    };
  }
}
