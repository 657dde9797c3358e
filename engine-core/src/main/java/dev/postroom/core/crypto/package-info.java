/** Sealing: from the master key down the ladder of secrets to the cipher of one mailbox. */
@NullMarked
package dev.postroom.core.crypto;

import org.jspecify.annotations.NullMarked;
