/** The port of the domain name system. */
@NullMarked
package dev.postroom.spi.dns;

import org.jspecify.annotations.NullMarked;
