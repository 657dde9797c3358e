/** Long lists, a page at a time. */
@NullMarked
package dev.postroom.paging;

import org.jspecify.annotations.NullMarked;
