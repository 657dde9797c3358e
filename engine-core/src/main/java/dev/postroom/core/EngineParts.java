package dev.postroom.core;

import dev.postroom.access.AccessVeto;
import dev.postroom.core.outbound.OutboundParts;
import dev.postroom.policy.ReputationRule;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.store.MailStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** What an engine is made of, all of it said or defaulted. */
public record EngineParts(MailStore store, MasterKey masterKey, List<MasterKey> formerMasterKeys, AccessVeto veto,
    OutboundParts outbound, ReputationRule reputation, Clock clock, SecureRandom random, Path spoolFolder,
    long maxMessageSize) {

  /** Copies the list. */
  public EngineParts {
    formerMasterKeys = List.copyOf(formerMasterKeys);
  }
}
