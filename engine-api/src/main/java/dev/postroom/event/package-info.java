/** What happened, in order: ids and facts, never content. */
@NullMarked
package dev.postroom.event;

import org.jspecify.annotations.NullMarked;
