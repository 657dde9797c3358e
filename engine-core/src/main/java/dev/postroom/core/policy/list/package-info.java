/** Who may be written to, and who may write. */
@NullMarked
package dev.postroom.core.policy.list;

import org.jspecify.annotations.NullMarked;
