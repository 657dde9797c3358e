/** What one customer feels of another. */
@NullMarked
package dev.postroom.benchmarks.neighbour;

import org.jspecify.annotations.NullMarked;
