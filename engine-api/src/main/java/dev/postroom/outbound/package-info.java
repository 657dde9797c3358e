/** Mail on its way out, and what was said about it. */
@NullMarked
package dev.postroom.outbound;

import org.jspecify.annotations.NullMarked;
