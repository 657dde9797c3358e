/** A remote mail server as a test writes it. */
@NullMarked
package dev.postroom.testkit.smtp;

import org.jspecify.annotations.NullMarked;
