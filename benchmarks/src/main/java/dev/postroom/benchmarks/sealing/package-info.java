/** Sealing and opening. */
@NullMarked
package dev.postroom.benchmarks.sealing;

import org.jspecify.annotations.NullMarked;
