/** How a mailbox's deliveries end, and the pause that follows when too many end badly. */
@NullMarked
package dev.postroom.core.policy.reputation;

import org.jspecify.annotations.NullMarked;
