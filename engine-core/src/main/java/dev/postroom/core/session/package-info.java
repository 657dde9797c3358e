/** What the holder of a key, or the operator in its place, can do: each call asks the gate first. */
@NullMarked
package dev.postroom.core.session;

import org.jspecify.annotations.NullMarked;
