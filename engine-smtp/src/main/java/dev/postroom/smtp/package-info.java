/** SMTP: the listener that receives mail and the transport that sends it. */
@NullMarked
package dev.postroom.smtp;

import org.jspecify.annotations.NullMarked;
