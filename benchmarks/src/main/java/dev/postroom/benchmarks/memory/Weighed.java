package dev.postroom.benchmarks.memory;

/**
 * What a process held of a store.
 *
 * @param opened
 *          in how many milliseconds it was opened
 * @param idle
 *          all that is held when nobody was asked for
 * @param sessions
 *          what came in with a session for each of {@link OpenedStore#asked so many} keys
 * @param keys
 *          what is left of that when the sessions are gone
 * @param routes
 *          what came in when the addresses of {@link OpenedStore#asked so many} tenants were looked up
 * @param offers
 *          what came in when all keys were used and mail was offered to each mailbox
 * @param connections
 *          what came in with clients that say nothing
 */
record Weighed(long opened, Held idle, Held sessions, Held keys, Held routes, Held offers, Held connections) {}
