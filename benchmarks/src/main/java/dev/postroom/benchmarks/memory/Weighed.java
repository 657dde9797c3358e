package dev.postroom.benchmarks.memory;

/**
 * What a process held of a store.
 *
 * @param opened
 *          in how many milliseconds it was opened
 * @param idle
 *          all that is held when nobody was asked for
 * @param sessions
 *          what came in with a session for each key
 * @param keys
 *          what is left of that when the sessions are gone
 * @param routes
 *          what came in when each address was looked up
 * @param connections
 *          what came in with clients that say nothing
 */
record Weighed(long opened, Held idle, Held sessions, Held keys, Held routes, Held connections) {}
