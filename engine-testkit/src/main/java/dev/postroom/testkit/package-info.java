/** Contracts of the ports, and the fixtures that the tests of every module share. */
@NullMarked
package dev.postroom.testkit;

import org.jspecify.annotations.NullMarked;
