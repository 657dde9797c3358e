/** The queue: what is due, and what becomes of it. */
@NullMarked
package dev.postroom.benchmarks.outbound;

import org.jspecify.annotations.NullMarked;
