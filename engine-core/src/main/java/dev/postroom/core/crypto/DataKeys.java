package dev.postroom.core.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.prf.Prf;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.security.GeneralSecurityException;

/** The keys of one version of a secret that seal and name what is kept at its place. */
record DataKeys(Aead data, Prf tokens) {

  static DataKeys derivedFrom(byte[] secret) {
    return new DataKeys(Derivation.aead(secret, Purpose.DATA), Derivation.prf(secret, Purpose.TOKEN));
  }

  byte[] seal(byte[] plain, AssociatedData bound) {
    try {
      return data.encrypt(plain, bound.bytes());
    } catch (GeneralSecurityException e) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "nothing can be sealed", e);
    }
  }

  byte[] open(byte[] sealed, AssociatedData bound) {
    try {
      return data.decrypt(sealed, bound.bytes());
    } catch (GeneralSecurityException e) {
      throw new SealException(FailureReason.SEAL_BROKEN, "sealed bytes do not open", e);
    }
  }
}
