package dev.postroom.event;

import dev.postroom.error.PostroomException;
import java.util.Optional;

/** A listener that is being told of events. It ends when it is closed, when the engine is, or when its key no longer may. */
public interface Subscription extends AutoCloseable {

  /**
   * Why it ended by itself, for example because its key was revoked.
   *
   * @return the failure; empty while it goes on and after {@link #close()}
   */
  Optional<PostroomException> failure();

  /**
   * Whether it goes on.
   *
   * @return false once it has ended
   */
  boolean isActive();

  /** Ends it. The listener is not called again once this returns, unless this is called by the listener itself. */
  @Override
  void close();
}
