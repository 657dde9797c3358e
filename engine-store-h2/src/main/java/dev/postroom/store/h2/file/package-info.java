/**
 * Files that survive a power cut: the disk as the store sees it, the atomic file under H2, and the lock and format of a folder.
 * Nothing here uses an interruptible channel, so that no interrupt of a thread closes a file.
 */
@NullMarked
package dev.postroom.store.h2.file;

import org.jspecify.annotations.NullMarked;
