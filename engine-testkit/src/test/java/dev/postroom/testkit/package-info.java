/** Tests of the fixtures. */
@NullMarked
package dev.postroom.testkit;

import org.jspecify.annotations.NullMarked;
