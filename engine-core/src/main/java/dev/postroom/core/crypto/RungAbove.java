package dev.postroom.core.crypto;

import dev.postroom.error.SealException;

/** What wraps the secrets of a rung: the master keys, or the secret of the parent in all of its versions. */
interface RungAbove {

  /** The name of the key that wraps from now on. */
  String newest();

  /**
   * Wraps under the newest key.
   *
   * @throws SealException
   *           when it cannot be used now
   */
  byte[] wrap(byte[] payload, byte[] associatedData);

  /**
   * Unwraps with the key of that name.
   *
   * @throws SealException
   *           when there is no such key, it cannot be used now, or the bytes are not its own
   */
  byte[] unwrap(String wrappedBy, byte[] wrapped, byte[] associatedData);

  /** What it means that a payload opened and is not what was wrapped: a parent's key authenticates, a host's KMS may not. */
  SealException rubbish();
}
