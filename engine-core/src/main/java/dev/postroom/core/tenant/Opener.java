package dev.postroom.core.tenant;

/** Who opens an address. */
public enum Opener {
  /** The host, who may open any. */
  OPERATOR,
  /** The holder of a key, who may open none that speaks for the platform. */
  KEY_HOLDER
}
