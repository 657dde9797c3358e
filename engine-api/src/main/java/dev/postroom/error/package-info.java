/** Every failure, one root and one stable reason each. */
@NullMarked
package dev.postroom.error;

import org.jspecify.annotations.NullMarked;
