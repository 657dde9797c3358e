/** From what is due to what is settled: whose turn it is, lease, open, sign, hand over, settle. */
@NullMarked
package dev.postroom.core.outbound.queue;

import org.jspecify.annotations.NullMarked;
