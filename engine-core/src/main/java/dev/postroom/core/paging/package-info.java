/** Page cursors that cannot be forged or moved. */
@NullMarked
package dev.postroom.core.paging;

import org.jspecify.annotations.NullMarked;
