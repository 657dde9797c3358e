/** Events are appended in the transaction of the change and delivered after it. */
@NullMarked
package dev.postroom.core.event;

import org.jspecify.annotations.NullMarked;
