/** Mail on its way out: what one sends, what became of it for each recipient, and by which way it leaves. */
@NullMarked
package dev.postroom.outbound;

import org.jspecify.annotations.NullMarked;
