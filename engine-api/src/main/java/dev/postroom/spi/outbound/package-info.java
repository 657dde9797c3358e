/** The port of what hands mail over to the outside. */
@NullMarked
package dev.postroom.spi.outbound;

import org.jspecify.annotations.NullMarked;
