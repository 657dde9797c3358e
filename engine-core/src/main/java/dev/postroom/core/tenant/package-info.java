/** Provision, suspend, rotate, erase: the ladder of tenants, workspaces, mailboxes, their domains and keys. */
@NullMarked
package dev.postroom.core.tenant;

import org.jspecify.annotations.NullMarked;
