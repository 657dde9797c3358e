/** What may pass and how much of it: lists, suppressed addresses, limits, usage, the pause of a mailbox. */
@NullMarked
package dev.postroom.policy;

import org.jspecify.annotations.NullMarked;
