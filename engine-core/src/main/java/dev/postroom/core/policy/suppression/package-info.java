/** Who is not written to any more. */
@NullMarked
package dev.postroom.core.policy.suppression;

import org.jspecify.annotations.NullMarked;
