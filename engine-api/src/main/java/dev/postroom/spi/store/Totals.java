package dev.postroom.spi.store;

/**
 * What there is at a place and below it, erased things left out.
 *
 * @param mailboxes
 *          how many mailboxes
 * @param domains
 *          how many claims of domains
 * @param storedOctets
 *          the octets of all messages
 */
public record Totals(long mailboxes, long domains, long storedOctets) {}
