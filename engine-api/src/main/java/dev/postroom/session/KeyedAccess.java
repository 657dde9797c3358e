package dev.postroom.session;

import dev.postroom.access.ApiKey;

/**
 * The door for holders of keys, and all that request-serving code should be given of an engine. Nothing that can be reached from
 * here mints, widens, lists or revokes keys, suspends, or erases a workspace or tenant.
 *
 * <p>
 * Opening costs one digest and usually no I/O. A session is cheap, holds nothing open, and is safe for use by many threads. Each of
 * its calls is authorized on its own: a revoked or expired key, a suspension or a lost permission bites on the next call.
 */
public interface KeyedAccess {

  /**
   * Opens a tenant with one of its keys.
   *
   * @param key
   *          a {@code tk_} key
   * @return the session
   * @throws dev.postroom.error.AuthenticationException
   *           when the key is unknown, expired or revoked
   * @throws dev.postroom.error.AccessDeniedException
   *           when it is a key of another rung
   * @throws dev.postroom.error.SuspendedException
   *           when the tenant is suspended
   */
  TenantSession openTenant(ApiKey key);

  /**
   * Opens a workspace with one of its keys.
   *
   * @param key
   *          a {@code wk_} key; a tenant's key opens the tenant first, and the workspace from there
   * @return the session
   * @throws dev.postroom.error.AuthenticationException
   *           when the key is unknown, expired or revoked
   * @throws dev.postroom.error.AccessDeniedException
   *           when it is a key of another rung
   * @throws dev.postroom.error.SuspendedException
   *           when the workspace or its tenant is suspended
   */
  WorkspaceSession openWorkspace(ApiKey key);

  /**
   * Opens a mailbox with one of its keys.
   *
   * @param key
   *          an {@code mk_} key; a workspace's key opens the workspace first, and the mailbox from there
   * @return the session
   * @throws dev.postroom.error.AuthenticationException
   *           when the key is unknown, expired or revoked
   * @throws dev.postroom.error.AccessDeniedException
   *           when it is a key of another rung
   * @throws dev.postroom.error.SuspendedException
   *           when the mailbox, its workspace or its tenant is suspended
   */
  MailboxSession openMailbox(ApiKey key);
}
