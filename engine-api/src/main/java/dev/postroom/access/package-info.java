/** Who may do what, where: keys, scopes, permissions and the pure {@code KeyScopeAuthorizer}. */
@NullMarked
package dev.postroom.access;

import org.jspecify.annotations.NullMarked;
