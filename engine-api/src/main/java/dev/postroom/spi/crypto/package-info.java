/** The port of a master key, and the carrier of sealed bytes. */
@NullMarked
package dev.postroom.spi.crypto;

import org.jspecify.annotations.NullMarked;
