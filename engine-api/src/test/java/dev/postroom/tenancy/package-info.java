/** Tests of {@code dev.postroom.tenancy}. */
@NullMarked
package dev.postroom.tenancy;

import org.jspecify.annotations.NullMarked;
