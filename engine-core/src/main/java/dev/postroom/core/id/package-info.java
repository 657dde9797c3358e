/** Where new ids come from. */
@NullMarked
package dev.postroom.core.id;

import org.jspecify.annotations.NullMarked;
