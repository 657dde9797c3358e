package dev.postroom.core.crypto;

import com.google.crypto.tink.prf.Prf;

/** The keys of one version of the engine's own secret. */
record EngineKeys(Prf macs, DataKeys data) {

  static EngineKeys derivedFrom(byte[] secret) {
    return new EngineKeys(Derivation.prf(secret, Purpose.MAC), DataKeys.derivedFrom(secret));
  }
}
