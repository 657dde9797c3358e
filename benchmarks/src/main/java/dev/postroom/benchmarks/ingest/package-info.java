/** Mail taken in over SMTP by the whole engine, and by other servers beside it in the same run. */
@NullMarked
package dev.postroom.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
