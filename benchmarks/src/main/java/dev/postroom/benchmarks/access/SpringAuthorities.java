package dev.postroom.benchmarks.access;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/** Spring Security's check of an authority: somebody known, and authenticated before, holds it. It knows no places and no standing. */
@State(Scope.Benchmark)
public class SpringAuthorities {
  private static final String[] AUTHORITIES = {"READ", "READ_USAGE", "ORGANIZE", "SEND"};

  private final AuthorityAuthorizationManager<Object> manager = AuthorityAuthorizationManager.hasAuthority("READ");
  private Authentication[] accounts;

  /** Makes the accounts. */
  @Setup
  public void fill(Keys many) {
    accounts = new Authentication[many.keys];
    for (int i = 0; i < many.keys; i++) {
      accounts[i] = new TestingAuthenticationToken("account" + i, "", AUTHORITIES);
    }
  }

  /** Whether somebody may do something. */
  AuthorizationResult authorize(int who) {
    Authentication account = accounts[who];
    return manager.authorize(() -> account, this);
  }
}
