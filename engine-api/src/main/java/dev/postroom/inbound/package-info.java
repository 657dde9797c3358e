/** Mail on its way in: the envelope and what became of it. */
@NullMarked
package dev.postroom.inbound;

import org.jspecify.annotations.NullMarked;
