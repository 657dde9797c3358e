/** The typed ids of things, and the host's own ids for them. */
@NullMarked
package dev.postroom.id;

import org.jspecify.annotations.NullMarked;
