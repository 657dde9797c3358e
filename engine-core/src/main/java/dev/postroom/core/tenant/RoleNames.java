package dev.postroom.core.tenant;

import java.util.Set;

/**
 * The local parts by which whoever runs a domain is written to: those of RFC 2142, sections 4 to 6, and those at which certificate
 * authorities ask whether a certificate may be issued. On a domain of the platform they speak for the platform, so no customer may
 * help himself to one.
 */
final class RoleNames {
  private static final Set<String> ALL = Set.of("abuse", "admin", "administrator", "ftp", "hostmaster", "list",
      "list-request", "mailer-daemon", "news", "noc", "postmaster", "root", "security", "ssladmin", "sysadmin",
      "usenet",
      "uucp", "webmaster", "www");

  private RoleNames() {}

  static boolean include(String canonicalLocalPart) {
    return ALL.contains(canonicalLocalPart);
  }
}
