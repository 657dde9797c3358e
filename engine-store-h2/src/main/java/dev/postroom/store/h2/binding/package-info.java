/** How values of the database's columns become values of Java, where jOOQ's own way is not the shortest. */
@NullMarked
package dev.postroom.store.h2.binding;

import org.jspecify.annotations.NullMarked;
