package dev.postroom.spi.store;

import dev.postroom.spi.crypto.SealedBytes;

/**
 * One version of an owner's secret, wrapped by the rung above.
 *
 * @param owner
 *          whose secret it is
 * @param version
 *          its number, from 1 on; the highest one seals, the others still open
 * @param wrappedBy
 *          which key of the rung above wrapped it: the id of a master key, or the number of the parent's version; 1 to 64 ASCII
 *          characters
 * @param secret
 *          the wrapped secret, at most 320 bytes
 */
public record WrappedSecret(KeyOwner owner, int version, String wrappedBy, SealedBytes secret) {}
