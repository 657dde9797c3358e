package dev.postroom.outbound;

import java.time.Instant;
import java.util.Optional;

/**
 * What is on its way out.
 *
 * @param waiting
 *          deliveries that wait, due ones and later ones
 * @param due
 *          those of them that are due
 * @param leased
 *          deliveries that are being handed over
 * @param oldestDue
 *          since when the oldest of the due ones is due
 */
public record QueueStatistics(long waiting, long due, long leased, Optional<Instant> oldestDue) {}
