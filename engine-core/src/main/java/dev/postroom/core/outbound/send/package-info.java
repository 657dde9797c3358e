/** From what somebody wants to send to what is queued: draft, judge, compose, seal, queue. */
@NullMarked
package dev.postroom.core.outbound.send;

import org.jspecify.annotations.NullMarked;
