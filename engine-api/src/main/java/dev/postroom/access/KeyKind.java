package dev.postroom.access;

/** The rung of the ladder that a key is bound to, seen at the first letters of its text. */
public enum KeyKind {
  /** A key of a tenant, {@code tk_…}. */
  TENANT("tk"),
  /** A key of a workspace, {@code wk_…}. */
  WORKSPACE("wk"),
  /** A key of a mailbox, {@code mk_…}. */
  MAILBOX("mk");

  private final String prefix;

  KeyKind(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The first letters of the text of such a key.
   *
   * @return two letters
   */
  public String prefix() {
    return prefix;
  }

  /**
   * The kind of key for a place.
   *
   * @param scope
   *          the place
   * @return its rung
   */
  public static KeyKind of(Scope scope) {
    return switch (scope) {
      case Scope.OfTenant tenant -> TENANT;
      case Scope.OfWorkspace workspace -> WORKSPACE;
      case Scope.OfMailbox mailbox -> MAILBOX;
    };
  }
}
