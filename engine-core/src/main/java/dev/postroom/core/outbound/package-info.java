/** Mail on its way out: whom bounces go to, when to try again, and where not to try now. */
@NullMarked
package dev.postroom.core.outbound;

import org.jspecify.annotations.NullMarked;
