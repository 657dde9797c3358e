/** Benchmarks of the way from a recipient's address to a mailbox, beside peers that read addresses. */
@NullMarked
package dev.postroom.benchmarks.routing;

import org.jspecify.annotations.NullMarked;
