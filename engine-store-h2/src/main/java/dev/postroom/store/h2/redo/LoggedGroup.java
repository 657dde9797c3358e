package dev.postroom.store.h2.redo;

import java.util.List;

/**
 * What was committed at once.
 *
 * @param number
 *          which group it is; each is one more than the one before
 * @param changes
 *          what it has changed, in this order
 */
public record LoggedGroup(long number, List<Change> changes) {}
