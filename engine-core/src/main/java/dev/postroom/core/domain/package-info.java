/** What a domain publishes, proves by it, and signs with. */
@NullMarked
package dev.postroom.core.domain;

import org.jspecify.annotations.NullMarked;
