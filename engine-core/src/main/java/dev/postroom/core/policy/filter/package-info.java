/** Which patterns a place may have entries for, in memory: so that most questions cost no look into the store. */
@NullMarked
package dev.postroom.core.policy.filter;

import org.jspecify.annotations.NullMarked;
