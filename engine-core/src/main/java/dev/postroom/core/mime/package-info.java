/** Reads messages: outlines at reception, texts and attachments at reading, within limits, whatever the octets are. */
@NullMarked
package dev.postroom.core.mime;

import org.jspecify.annotations.NullMarked;
