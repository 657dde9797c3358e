/** What may pass and how much of it: lists, suppressed addresses, limits, usage, reputation. */
@NullMarked
package dev.postroom.core.policy;

import org.jspecify.annotations.NullMarked;
