/** Messages on their way through, read as often as is needed: small ones in memory, large ones in a sealed temporary file. */
@NullMarked
package dev.postroom.core.spool;

import org.jspecify.annotations.NullMarked;
