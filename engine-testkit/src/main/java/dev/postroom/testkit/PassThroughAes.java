package dev.postroom.testkit;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.ShortBufferException;

/**
 * AES-GCM that hides nothing and finds nothing altered: what is sealed is what was given, each bit turned over, since an engine refuses a
 * master key that answers the secret itself, with sixteen zeros behind it. To measure what sealing costs, by the same work without it, in
 * a process of its own whose folder is thrown away.
 *
 * <p>
 * It takes the place of AES-GCM in the whole process, as any provider of the Java platform can. So the engine has no switch for it:
 * nothing that a host says to an engine leads here.
 */
public final class PassThroughAes extends Provider {
  private static final long serialVersionUID = 1L;

  private PassThroughAes() {
    super("PostroomPassThrough", "1", "AES-GCM that hides nothing");
    putService(new Service(this, "Cipher", "AES/GCM/NoPadding", Gcm.class.getName(), null, null));
  }

  /** Puts it before all other providers of this process, for good. */
  public static void install() {
    Security.insertProviderAt(new PassThroughAes(), 1);
  }

  /** Made by the platform, through reflection. */
  public static final class Gcm extends CipherSpi {
    private static final int TAG = 16;
    private boolean sealing;

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) {
      sealing = mode == Cipher.ENCRYPT_MODE;
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
      sealing = mode == Cipher.ENCRYPT_MODE;
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
      sealing = mode == Cipher.ENCRYPT_MODE;
    }

    @Override
    protected void engineUpdateAAD(byte[] source, int offset, int length) {
      // Bound to nothing.
    }

    @Override
    protected void engineUpdateAAD(ByteBuffer source) {
      source.position(source.limit());
    }

    @Override
    protected int engineGetOutputSize(int length) {
      return sealing ? length + TAG : Math.max(0, length - TAG);
    }

    @Override
    protected byte[] engineDoFinal(byte[] source, int offset, int length) throws AEADBadTagException {
      byte[] target = new byte[engineGetOutputSize(length)];
      turnOver(source, offset, target, 0, plain(length));
      return target;
    }

    @Override
    protected int engineDoFinal(byte[] source, int offset, int length, byte[] target, int at)
        throws ShortBufferException, AEADBadTagException {
      int size = engineGetOutputSize(length);
      if (target.length - at < size) {
        throw new ShortBufferException();
      }
      turnOver(source, offset, target, at, plain(length));
      Arrays.fill(target, at + plain(length), at + size, (byte) 0);
      return size;
    }

    private static void turnOver(byte[] source, int offset, byte[] target, int at, int length) {
      for (int index = 0; index < length; index++) {
        target[at + index] = (byte) ~source[offset + index];
      }
    }

    private int plain(int length) throws AEADBadTagException {
      if (!sealing && length < TAG) {
        throw new AEADBadTagException("cut short");
      }
      return sealing ? length : length - TAG;
    }

    @Override
    protected byte[] engineUpdate(byte[] source, int offset, int length) {
      throw new UnsupportedOperationException("in parts (expected: whole)");
    }

    @Override
    protected int engineUpdate(byte[] source, int offset, int length, byte[] target, int at) {
      throw new UnsupportedOperationException("in parts (expected: whole)");
    }

    @Override
    protected void engineSetMode(String mode) {
      // Named with the algorithm.
    }

    @Override
    protected void engineSetPadding(String padding) {
      // Named with the algorithm.
    }

    @Override
    protected int engineGetBlockSize() {
      return TAG;
    }

    @Override
    protected byte[] engineGetIV() {
      return new byte[0];
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      throw new UnsupportedOperationException("parameters");
    }
  }
}
