/** What comes back of mail that was sent: bounces and complaints, matched with what this very mailbox sent. */
@NullMarked
package dev.postroom.core.outbound.bounce;

import org.jspecify.annotations.NullMarked;
