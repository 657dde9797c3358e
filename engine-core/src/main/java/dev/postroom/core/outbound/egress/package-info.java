/** By which way mail leaves: a workspace's or a domain's own, kept sealed, or the engine's. */
@NullMarked
package dev.postroom.core.outbound.egress;

import org.jspecify.annotations.NullMarked;
