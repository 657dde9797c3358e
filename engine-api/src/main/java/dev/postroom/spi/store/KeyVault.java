package dev.postroom.spi.store;

import java.util.Collection;
import java.util.List;

/**
 * Where the wrapped secrets live, apart from everything else, so that erasing can destroy them: a database never promises that a
 * deleted row's bytes are gone. Safe for use by many threads; every change is on the disk when the call returns.
 */
public interface KeyVault {

  /**
   * Puts secrets in, each in the place of the same owner's same version. A crash leaves the old or the new one of each, whole.
   *
   * @param secrets
   *          the wrapped secrets, forced together
   */
  void put(Collection<WrappedSecret> secrets);

  /**
   * All versions of an owner's secret.
   *
   * @param owner
   *          the owner
   * @return oldest first; empty when there never was one or it was destroyed
   */
  List<WrappedSecret> secrets(KeyOwner owner);

  /**
   * Destroys one version: its bytes are overwritten and forced. Does nothing when there is none.
   *
   * @param owner
   *          the owner
   * @param version
   *          the version
   */
  void destroy(KeyOwner owner, int version);

  /**
   * Destroys all versions: their bytes are overwritten and forced. Does nothing when there are none.
   *
   * @param owner
   *          the owner
   */
  void destroy(KeyOwner owner);
}
