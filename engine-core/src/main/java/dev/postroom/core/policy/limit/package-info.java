/** How much may happen, at a key and at each place above: rates in memory, quotas and usage in the store. */
@NullMarked
package dev.postroom.core.policy.limit;

import org.jspecify.annotations.NullMarked;
