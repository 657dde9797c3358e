/** Benchmarks of the hot paths. */
@NullMarked
package dev.postroom.benchmarks;

import org.jspecify.annotations.NullMarked;
