/** Asks the domain name system. */
@NullMarked
package dev.postroom.core.dns;

import org.jspecify.annotations.NullMarked;
