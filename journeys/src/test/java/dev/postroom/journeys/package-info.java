/** Whole journeys: the engine, its store and its listener together, as a host runs them. */
@NullMarked
package dev.postroom.journeys;

import org.jspecify.annotations.NullMarked;
