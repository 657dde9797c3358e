package dev.postroom.core;

import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.paging.Cursors;
import dev.postroom.spi.store.MailStore;
import java.security.SecureRandom;
import java.time.Clock;

/** What nearly every room works with. */
public record Tools(MailStore store, KeyLadder ladder, Changes changes, Cursors cursors, IdSource ids,
    SecureRandom random, Clock clock) {}
