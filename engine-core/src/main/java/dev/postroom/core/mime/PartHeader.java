package dev.postroom.core.mime;

import dev.postroom.message.PartDisposition;
import java.util.Optional;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.jspecify.annotations.Nullable;

/** What the header of a part says of its content (RFC 2045, RFC 2183), in the form that the token stream asks for. */
record PartHeader(String mimeType, String boundary, String charset, String transferEncoding,
    PartDisposition disposition,
    Optional<String> fileName, Optional<String> contentId) implements BodyDescriptor {

  boolean isText() {
    return mimeType.equals("text/plain");
  }

  boolean isHtml() {
    return mimeType.equals("text/html");
  }

  @Override
  public String getMimeType() {
    return mimeType;
  }

  @Override
  public String getMediaType() {
    return mimeType.substring(0, mimeType.indexOf('/'));
  }

  @Override
  public String getSubType() {
    return mimeType.substring(mimeType.indexOf('/') + 1);
  }

  @Override
  public @Nullable String getBoundary() {
    return boundary.isEmpty() ? null : boundary;
  }

  @Override
  public String getCharset() {
    return charset;
  }

  @Override
  public String getTransferEncoding() {
    return transferEncoding;
  }

  @Override
  public long getContentLength() {
    return -1;
  }
}
