/** What a mailbox holds, as values: summaries, contents, attachments, queries and pages. */
@NullMarked
package dev.postroom.message;

import org.jspecify.annotations.NullMarked;
