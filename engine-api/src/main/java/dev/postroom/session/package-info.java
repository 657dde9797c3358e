/** The key holder's face: what can be done with a key, inside its scope and permissions. */
@NullMarked
package dev.postroom.session;

import org.jspecify.annotations.NullMarked;
