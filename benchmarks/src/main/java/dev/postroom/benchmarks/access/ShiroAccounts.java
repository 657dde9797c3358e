package dev.postroom.benchmarks.access;

import java.util.HashMap;
import java.util.Map;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.UsernamePasswordToken;
import org.apache.shiro.authc.credential.HashedCredentialsMatcher;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.authz.permission.WildcardPermission;
import org.apache.shiro.cache.MemoryConstrainedCacheManager;
import org.apache.shiro.crypto.hash.Sha256Hash;
import org.apache.shiro.mgt.DefaultSecurityManager;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;
import org.apache.shiro.subject.SimplePrincipalCollection;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Apache Shiro with its cache of authorizations: whether a principal is permitted an act at its mailbox, and the same with a check of
 * its secret by SHA-256 before. Permissions are parsed once, and accounts are held in a map.
 */
@State(Scope.Benchmark)
public class ShiroAccounts {
  private DefaultSecurityManager manager;
  private PrincipalCollection[] principals;
  private WildcardPermission[] acts;

  /** Accounts in a map, each with its hashed secret and one permission. */
  private static final class Accounts extends AuthorizingRealm {
    private final transient Map<Object, AuthenticationInfo> credentials = new HashMap<>();
    private final transient Map<Object, AuthorizationInfo> permissions = new HashMap<>();

    Accounts() {
      setName("accounts");
      HashedCredentialsMatcher matcher = new HashedCredentialsMatcher("SHA-256");
      matcher.setStoredCredentialsHexEncoded(false);
      setCredentialsMatcher(matcher);
      setCacheManager(new MemoryConstrainedCacheManager());
    }

    void add(String account, String secret) {
      credentials.put(account, new SimpleAuthenticationInfo(account, new Sha256Hash(secret).getBytes(), getName()));
      SimpleAuthorizationInfo authorization = new SimpleAuthorizationInfo();
      authorization.addObjectPermission(new WildcardPermission("mailbox:read,organize,send:" + account));
      permissions.put(account, authorization);
    }

    @Override
    protected @Nullable AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
      return credentials.get(token.getPrincipal());
    }

    @Override
    protected @Nullable AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection who) {
      return permissions.get(who.getPrimaryPrincipal());
    }
  }

  /** Fills the realm. */
  @Setup
  public void fill(Keys many) {
    Accounts accounts = new Accounts();
    manager = new DefaultSecurityManager(accounts);
    principals = new PrincipalCollection[many.keys];
    acts = new WildcardPermission[many.keys];
    for (int i = 0; i < many.keys; i++) {
      accounts.add("account" + i, secret(i));
      principals[i] = new SimplePrincipalCollection("account" + i, accounts.getName());
      acts[i] = new WildcardPermission("mailbox:read:account" + i);
      manager.isPermitted(principals[i], acts[i]);
    }
  }

  /** Somebody known may do something. */
  boolean isPermitted(int who) {
    return manager.isPermitted(principals[who], acts[who]);
  }

  /** The same with the secret before. */
  boolean isAuthenticAndPermitted(int who) {
    AuthenticationInfo known = manager.authenticate(new UsernamePasswordToken("account" + who, secret(who)));
    return manager.isPermitted(known.getPrincipals(), acts[who]);
  }

  private static String secret(int account) {
    return "a secret of about forty-eight characters " + account;
  }
}
