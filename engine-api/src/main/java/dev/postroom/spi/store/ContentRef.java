package dev.postroom.spi.store;

/**
 * Where a sealed content lies in a store; only that store knows what the numbers mean.
 *
 * @param segment
 *          the segment
 * @param offset
 *          the place in the segment
 * @param length
 *          the number of sealed octets
 */
public record ContentRef(long segment, long offset, long length) {}
