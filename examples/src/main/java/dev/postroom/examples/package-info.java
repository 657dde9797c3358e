/** Example host applications. */
@NullMarked
package dev.postroom.examples;

import org.jspecify.annotations.NullMarked;
