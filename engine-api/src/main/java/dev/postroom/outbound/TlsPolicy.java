package dev.postroom.outbound;

/** How a connection to another server is to be encrypted. */
public enum TlsPolicy {
  /** Encrypted from the first octet (RFC 8314), and the server's certificate must be valid for its name. */
  IMPLICIT,
  /** STARTTLS (RFC 3207), and the certificate must be valid; without both, nothing is handed over. */
  REQUIRED,
  /** STARTTLS where it is offered, whatever the certificate; else in clear: what is usual between mail exchangers (RFC 7435). */
  OPPORTUNISTIC,
  /** In clear. For a server on the same machine. */
  NONE
}
