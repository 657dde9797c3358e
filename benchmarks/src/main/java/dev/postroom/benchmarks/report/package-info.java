/** From what was measured to a table that sets it side by side with floors, peers and goals. */
@NullMarked
package dev.postroom.benchmarks.report;

import org.jspecify.annotations.NullMarked;
