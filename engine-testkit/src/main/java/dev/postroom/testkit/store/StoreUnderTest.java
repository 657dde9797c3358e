package dev.postroom.testkit.store;

import dev.postroom.spi.store.MailStore;
import java.nio.file.Path;
import java.util.Optional;

/** What the parts of the contract know of the store that they try. */
public interface StoreUnderTest {

  /**
   * The store, open.
   *
   * @return the one that was opened last
   */
  MailStore store();

  /**
   * Closes the store and opens it again, as a restart would.
   *
   * @return the store that is open now
   */
  MailStore restart();

  /**
   * The store with means to furnish it.
   *
   * @return a room over the store that is open now
   */
  MailRoom room();

  /**
   * Where the store keeps its files.
   *
   * @return the folder, or empty when it has no files
   */
  Optional<Path> folder();
}
