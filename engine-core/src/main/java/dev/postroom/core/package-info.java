/** The engine, put together; the packages below are its rooms. Nothing here is for hosts: they use {@code dev.postroom}. */
@NullMarked
package dev.postroom.core;

import org.jspecify.annotations.NullMarked;
