/** The port of what receives mail from outside. */
@NullMarked
package dev.postroom.spi.inbound;

import org.jspecify.annotations.NullMarked;
