package dev.postroom.core.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as senders write them: RFC 5322, section 3.3, its obsolete forms, and what differs from those in small things. */
final class DateText {
  private static final int MAX_LENGTH = 200;
  private static final Pattern DATE =
      Pattern.compile("(\\d{1,2})[ -]+([A-Za-z]{3,9})[ -]+(\\d{2,4})[ ,]+(\\d{1,2}) ?: ?(\\d{2})"
          + "(?: ?: ?(\\d{2}))?(?:\\.\\d{1,9})? *([+-]\\d{4}|[A-Za-z]{1,5})?");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
          "dec");
  private static final Map<String, Integer> ZONES =
      Map.of("EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6,
          "PST", -8, "PDT", -7);

  private DateText() {}

  static Optional<Instant> parse(String body) {
    Matcher date = DATE.matcher(FieldText.cut(body, MAX_LENGTH));
    if (!date.find()) {
      return Optional.empty();
    }
    int month = MONTHS.indexOf(date.group(2).substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    try {
      LocalDateTime local = LocalDateTime.of(year(date.group(3)), month, number(date.group(1)), number(date.group(4)),
          number(date.group(5)), Math.min(number(date.group(6)), 59));
      return Optional.of(local.toInstant(offset(date.group(7))));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Short years by RFC 5322, section 4.3. */
  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return year;
    }
    return digits.length() == 2 && year < 50 ? 2000 + year : 1900 + year;
  }

  /** An unknown zone counts as UTC (RFC 5322, section 4.3). */
  private static ZoneOffset offset(String zone) {
    if (zone == null || Character.isLetter(zone.charAt(0))) {
      return ZoneOffset.ofHours(zone == null ? 0 : ZONES.getOrDefault(zone.toUpperCase(Locale.ROOT), 0));
    }
    int sign = zone.startsWith("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(zone.substring(1, 3)),
        sign * Integer.parseInt(zone.substring(3)));
  }
}
