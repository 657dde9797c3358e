/** Benchmarks of the way from a key to a grant, beside peers that authenticate or authorize. */
@NullMarked
package dev.postroom.benchmarks.access;

import org.jspecify.annotations.NullMarked;
