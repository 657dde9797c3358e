/** The laws of access, as tests. */
@NullMarked
package dev.postroom.testkit.access;

import org.jspecify.annotations.NullMarked;
