/** The way of a message in: route, read, seal, store, announce. */
@NullMarked
package dev.postroom.core.inbound;

import org.jspecify.annotations.NullMarked;
