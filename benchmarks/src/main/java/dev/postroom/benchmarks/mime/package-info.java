/** Reading messages that cost more than they weigh. */
@NullMarked
package dev.postroom.benchmarks.mime;

import org.jspecify.annotations.NullMarked;
