/** What is stored, held in memory and never stale. */
@NullMarked
package dev.postroom.core.cache;

import org.jspecify.annotations.NullMarked;
