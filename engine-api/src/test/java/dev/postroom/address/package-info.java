/** Tests of {@code dev.postroom.address}. */
@NullMarked
package dev.postroom.address;

import org.jspecify.annotations.NullMarked;
