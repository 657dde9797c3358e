package dev.postroom.core.domain;

import java.util.HashMap;
import java.util.Map;

/** Lists of tags and values, as DKIM and DMARC write them (RFC 6376, section 3.2). */
final class TagList {
  private TagList() {}

  /** Of a tag that is there twice the first counts; what is no tag is left out. */
  static Map<String, String> parse(String text) {
    Map<String, String> tags = new HashMap<>();
    for (String tag : text.split(";", -1)) {
      int equals = tag.indexOf('=');
      if (equals > 0) {
        tags.putIfAbsent(tag.substring(0, equals).strip(), tag.substring(equals + 1).strip());
      }
    }
    return tags;
  }

  static String withoutSpace(String value) {
    return value.replaceAll("\\s", "");
  }
}
