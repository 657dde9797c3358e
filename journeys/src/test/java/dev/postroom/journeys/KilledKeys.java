package dev.postroom.journeys;

import dev.postroom.error.AuthenticationException;
import dev.postroom.journeys.Wrong.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that a house had said were issued or revoked before it was killed. */
final class KilledKeys {
  private final Set<String> issued = ConcurrentHashMap.newKeySet();
  private final Set<String> revoking = ConcurrentHashMap.newKeySet();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  void issued(String secret) {
    issued.add(secret);
  }

  void revoking(String secret) {
    issued.remove(secret);
    revoking.add(secret);
  }

  void revoked(String secret) {
    revoking.remove(secret);
    revoked.add(secret);
  }

  int revoked() {
    return revoked.size();
  }

  /** Tries all keys. One that was being revoked is so from now on, or is not. */
  List<Wrong> audit(House house) {
    for (String secret : List.copyOf(revoking)) {
      revoking.remove(secret);
      (opens(house, secret) ? issued : revoked).add(secret);
    }
    List<Wrong> wrong = new ArrayList<>();
    issued.stream().filter(secret -> !opens(house, secret)).forEach(lost -> wrong.add(new Wrong(Kind.KEY_LOST, "one")));
    revoked.stream()
        .filter(secret -> opens(house, secret))
        .forEach(alive -> wrong.add(new Wrong(Kind.KEY_RISEN, "one")));
    return wrong;
  }

  private static boolean opens(House house, String secret) {
    try {
      house.inbox(secret);
      return true;
    } catch (AuthenticationException refused) {
      return false;
    }
  }
}
