package dev.postroom.store.h2;

import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.WrappedSecret;
import java.util.Collection;
import java.util.List;

/** The vault as long as the store is open. It works on when the database has failed: destroying a key must not wait for it. */
record GuardedVault(KeyVault vault, StoreState state) implements KeyVault {

  @Override
  public void put(Collection<WrappedSecret> secrets) {
    state.requireNotClosed();
    vault.put(secrets);
  }

  @Override
  public List<WrappedSecret> secrets(KeyOwner owner) {
    state.requireNotClosed();
    return vault.secrets(owner);
  }

  @Override
  public void destroy(KeyOwner owner, int version) {
    state.requireNotClosed();
    vault.destroy(owner, version);
  }

  @Override
  public void destroy(KeyOwner owner) {
    state.requireNotClosed();
    vault.destroy(owner);
  }
}
