/** Wrapped secrets in one file of slots that can be overwritten. */
@NullMarked
package dev.postroom.store.h2.vault;

import org.jspecify.annotations.NullMarked;
