/** E-mail addresses and domain names, parsed once and normalised for matching. */
@NullMarked
package dev.postroom.address;

import org.jspecify.annotations.NullMarked;
