/** Writes messages: from what somebody wants to say, and what it answers or passes on, to the octets that are sent. */
@NullMarked
package dev.postroom.core.compose;

import org.jspecify.annotations.NullMarked;
