package dev.postroom.testkit.store;

import dev.postroom.access.Scope;

/** A row with its place on the ladder. */
record Placed<S extends Scope, R>(S place, R row) {

  Placed<S, R> with(R changed) {
    return new Placed<>(place, changed);
  }
}
