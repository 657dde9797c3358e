package dev.postroom.core.mime;

import dev.postroom.message.ParseProblem;
import dev.postroom.message.PartDisposition;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the content fields of one part while the token stream reads its header. Of a field that stands twice the first
 * counts. mime4j's own builder is not used since its reading of parameters takes quadratic time.
 */
final class PartHeaderReader implements BodyDescriptorBuilder {
  private static final String PLAIN = "text/plain";
  private static final String MESSAGE = "message/rfc822";
  private static final String OPAQUE = "application/octet-stream";
  private static final int MAX_TYPE = 127;
  private static final int MAX_BOUNDARY = 1_000;
  private static final int MAX_CONTENT_ID = 250;

  private final String defaultType;
  private final Problems problems;
  private final Map<String, String> fields = new HashMap<>();

  PartHeaderReader(Problems problems) {
    this(PLAIN, problems);
  }

  private PartHeaderReader(String defaultType, Problems problems) {
    this.defaultType = defaultType;
    this.problems = problems;
  }

  @Override
  public void reset() {
    fields.clear();
  }

  @Override
  public @Nullable Field addField(RawField field) {
    String name = FieldText.nameOf(field);
    if (name.startsWith("content-") && fields.putIfAbsent(name, FieldText.bodyOf(field)) != null) {
      problems.add(ParseProblem.MALFORMED_HEADER);
    }
    return null;
  }

  @Override
  public BodyDescriptorBuilder newChild() {
    return new PartHeaderReader(typeOf(contentType()).equals("multipart/digest") ? MESSAGE : PLAIN, problems);
  }

  @Override
  public BodyDescriptor build() {
    Parameterised type = contentType();
    Parameterised disposition = Parameterised.parse(fields.getOrDefault("content-disposition", ""));
    String mimeType = typeOf(type);
    String boundary = type.parameter("boundary").orElse("").stripTrailing();
    if (mimeType.startsWith("multipart/") && (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY)) {
      problems.add(ParseProblem.MALFORMED_STRUCTURE);
      boundary = "";
      mimeType = OPAQUE;
    }
    return new PartHeader(mimeType, boundary, type.parameter("charset").orElse(""), transferEncoding(),
        dispositionOf(disposition),
        disposition.parameter("filename").or(() -> type.parameter("name")).flatMap(FileNames::safe),
        contentId());
  }

  private Parameterised contentType() {
    return Parameterised.parse(fields.getOrDefault("content-type", ""));
  }

  private String typeOf(Parameterised type) {
    String value = type.value();
    if (value.isEmpty()) {
      return defaultType;
    }
    if (isMimeType(value)) {
      return value;
    }
    problems.add(ParseProblem.MALFORMED_HEADER);
    return value.equals("text") ? PLAIN : OPAQUE;
  }

  private static boolean isMimeType(String value) {
    int slash = value.indexOf('/');
    boolean one = slash > 0 && slash == value.lastIndexOf('/') && slash < value.length() - 1;
    return one && value.length() <= MAX_TYPE && value.chars().allMatch(PartHeaderReader::isTypeCharacter);
  }

  private static boolean isTypeCharacter(int c) {
    return c > ' ' && c < 127 && "()<>@,;:\\\"[]?=".indexOf(c) < 0;
  }

  private static PartDisposition dispositionOf(Parameterised disposition) {
    return switch (disposition.value()) {
      case "" -> PartDisposition.UNSTATED;
      case "inline" -> PartDisposition.INLINE;
      default -> PartDisposition.ATTACHMENT;
    };
  }

  private String transferEncoding() {
    String encoding = Parameterised.parse(fields.getOrDefault("content-transfer-encoding", "")).value();
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "base64", "quoted-printable", "8bit", "binary" -> encoding;
      case "", "7bit" -> "7bit";
      default -> {
        problems.add(ParseProblem.MALFORMED_CONTENT);
        yield "binary";
      }
    };
  }

  private Optional<String> contentId() {
    return MessageIds.first(fields.getOrDefault("content-id", "")).filter(id -> id.length() <= MAX_CONTENT_ID);
  }
}
