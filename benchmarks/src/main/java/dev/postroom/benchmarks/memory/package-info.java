/** Benchmarks of what idle tenants, mailboxes and connections weigh. */
@NullMarked
package dev.postroom.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
