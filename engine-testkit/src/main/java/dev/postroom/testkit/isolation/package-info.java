/** The walls between customers, as tests for whoever puts an engine together. */
@NullMarked
package dev.postroom.testkit.isolation;

import org.jspecify.annotations.NullMarked;
