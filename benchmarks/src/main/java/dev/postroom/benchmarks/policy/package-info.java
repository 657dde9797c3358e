/** What may be sent: limits, suppressed addresses, lists. */
@NullMarked
package dev.postroom.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
