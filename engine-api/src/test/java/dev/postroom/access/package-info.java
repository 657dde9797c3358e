/** Tests of {@code dev.postroom.access}. */
@NullMarked
package dev.postroom.access;

import org.jspecify.annotations.NullMarked;
