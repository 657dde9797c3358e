/** The port of a store: the ladder of rungs, the rows, the contents, the key vault. Nothing here decides or decrypts. */
@NullMarked
package dev.postroom.spi.store;

import org.jspecify.annotations.NullMarked;
