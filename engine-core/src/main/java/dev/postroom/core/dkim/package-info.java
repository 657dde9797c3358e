/** Signs outgoing messages in the name of their domain (DKIM, RFC 6376 and RFC 8463). */
@NullMarked
package dev.postroom.core.dkim;

import org.jspecify.annotations.NullMarked;
