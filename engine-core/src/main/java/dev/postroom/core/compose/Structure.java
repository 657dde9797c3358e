package dev.postroom.core.compose;

import dev.postroom.message.PartDisposition;
import dev.postroom.outbound.OutgoingAttachment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of a message and what they lie in, each level only where it is needed: mixed( related( alternative(text, html), pictures
 * within the text ), files ). Boundaries come from the Message-ID, so that composing again gives the same octets, and hold what neither
 * quoted-printable nor base64 can.
 */
final class Structure {
  private static final int BOUNDARY_OCTETS = 12;

  private final String boundaryStem;
  private int boundaries;

  private Structure(String messageId) {
    this.boundaryStem = "=_" + HexFormat.of().formatHex(Arrays.copyOf(sha256(messageId), BOUNDARY_OCTETS));
  }

  static Entity of(Composition composition) {
    return new Structure(composition.stamp().messageId()).whole(composition.content());
  }

  private Entity whole(Content content) {
    List<OutgoingAttachment> within = new ArrayList<>();
    List<OutgoingAttachment> beside = new ArrayList<>();
    for (OutgoingAttachment file : content.files()) {
      boolean shown = content.html().isPresent() && file.disposition() == PartDisposition.INLINE;
      (shown ? within : beside).add(file);
    }
    Entity texts = texts(content);
    String root = content.text().isPresent() ? "multipart/alternative" : "text/html";
    Entity related = around("related", " type=\"" + root + "\";", texts, within);
    return around("mixed", "", related, beside);
  }

  private Entity texts(Content content) {
    if (content.html().isEmpty()) {
      return TextEntity.of("plain", content.text().orElse(""));
    }
    Entity html = TextEntity.of("html", content.html().get());
    return content.text()
        .map(text -> multipart("alternative", "", List.of(TextEntity.of("plain", text), html)))
        .orElse(html);
  }

  private Entity around(String subtype, String parameters, Entity first, List<OutgoingAttachment> files) {
    if (files.isEmpty()) {
      return first;
    }
    return multipart(subtype, parameters, Stream.concat(Stream.of(first), files.stream().map(FileEntity::of)).toList());
  }

  private Entity multipart(String subtype, String parameters, List<Entity> parts) {
    return Entity.multipart(subtype, parameters, boundaryStem + '_' + ++boundaries, parts);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
