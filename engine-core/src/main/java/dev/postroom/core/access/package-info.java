/** From a key to a grant: authenticate, look at what holds now, authorize. */
@NullMarked
package dev.postroom.core.access;

import org.jspecify.annotations.NullMarked;
