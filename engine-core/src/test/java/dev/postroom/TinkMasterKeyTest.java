package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class TinkMasterKeyTest {
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] BOUND = {4, 5};

  /** A KMS that cannot be reached, as Tink's clients tell it. */
  private static final class Unreachable implements Aead {
    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
      throw new GeneralSecurityException("encryption failed", new IOException("time-out"));
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
      throw new GeneralSecurityException("decryption failed", new IOException("time-out"));
    }
  }

  @Test
  void the_aead_of_any_keyset_is_a_master_key() throws GeneralSecurityException {
    Aead aead = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get())
        .getPrimitive(AeadConfig2026.get(), Aead.class);
    TinkMasterKey key = TinkMasterKey.of("keyset-1", aead);
    byte[] wrapped = key.wrap(SECRET, BOUND);
    assertThat(key.id()).isEqualTo("keyset-1");
    assertThat(key).hasToString("TinkMasterKey[keyset-1]");
    assertThat(key.unwrap(wrapped, BOUND)).isEqualTo(SECRET);
    assertThatExceptionOfType(SealException.class).isThrownBy(() -> key.unwrap(wrapped, SECRET))
        .extracting(SealException::reason)
        .isEqualTo(FailureReason.SEAL_BROKEN);
    assertThatExceptionOfType(SealException.class).isThrownBy(() -> key.unwrap(SECRET, BOUND))
        .extracting(SealException::reason)
        .isEqualTo(FailureReason.SEAL_BROKEN);
  }

  @Test
  void a_kms_that_cannot_be_reached_is_unavailable_and_not_wrong() {
    TinkMasterKey key = TinkMasterKey.of("kms-1", new Unreachable());
    assertThatExceptionOfType(SealException.class).isThrownBy(() -> key.wrap(SECRET, BOUND))
        .extracting(SealException::reason)
        .isEqualTo(FailureReason.SEAL_UNAVAILABLE);
    assertThatExceptionOfType(SealException.class).isThrownBy(() -> key.unwrap(SECRET, BOUND))
        .extracting(SealException::reason)
        .isEqualTo(FailureReason.SEAL_UNAVAILABLE);
  }
}
