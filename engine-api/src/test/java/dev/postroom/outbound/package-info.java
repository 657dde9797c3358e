/** Tests of {@code dev.postroom.outbound}. */
@NullMarked
package dev.postroom.outbound;

import org.jspecify.annotations.NullMarked;
