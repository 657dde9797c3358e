/** Reads what others report of mail that was sent: that it could not be delivered, or that somebody complained of it. */
@NullMarked
package dev.postroom.core.report;

import org.jspecify.annotations.NullMarked;
