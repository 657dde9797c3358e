package dev.postroom.spi.store;

import dev.postroom.event.Event;

/**
 * An event with its place in the log.
 *
 * @param position
 *          its place: positions grow in the order of commit, with gaps
 * @param event
 *          the event
 */
public record StoredEvent(long position, Event event) {}
