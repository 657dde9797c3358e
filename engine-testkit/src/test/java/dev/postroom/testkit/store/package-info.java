@NullMarked
package dev.postroom.testkit.store;

import org.jspecify.annotations.NullMarked;
