/** The mail engine: what a host application opens, provisions and hands out. */
@NullMarked
package dev.postroom;

import org.jspecify.annotations.NullMarked;
