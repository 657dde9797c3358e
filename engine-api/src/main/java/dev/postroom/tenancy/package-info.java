/** Tenants, workspaces, mailboxes, domains and keys as values: what is told about them and what they are made from. */
@NullMarked
package dev.postroom.tenancy;

import org.jspecify.annotations.NullMarked;
