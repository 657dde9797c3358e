/** The operator's face: provision, suspend, erase, issue and revoke keys. Nothing here is reachable from a key. */
@NullMarked
package dev.postroom.admin;

import org.jspecify.annotations.NullMarked;
