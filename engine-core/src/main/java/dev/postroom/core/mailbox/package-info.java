/** What is in a mailbox: list, open, read, flag, delete. */
@NullMarked
package dev.postroom.core.mailbox;

import org.jspecify.annotations.NullMarked;
