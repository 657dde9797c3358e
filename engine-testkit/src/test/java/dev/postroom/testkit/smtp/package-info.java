@NullMarked
package dev.postroom.testkit.smtp;

import org.jspecify.annotations.NullMarked;
