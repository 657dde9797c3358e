/** Tests of {@code dev.postroom.id}. */
@NullMarked
package dev.postroom.id;

import org.jspecify.annotations.NullMarked;
