package dev.postroom.benchmarks.access;

import java.util.ArrayList;
import java.util.List;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.model.Model;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** jCasbin's cached enforcer, each answer asked for once before: somebody known, an object, an act. */
@State(Scope.Benchmark)
public class CasbinPolicies {
  private static final String MODEL = """
      [request_definition]
      r = sub, obj, act
      [policy_definition]
      p = sub, obj, act
      [policy_effect]
      e = some(where (p.eft == allow))
      [matchers]
      m = r.sub == p.sub && r.obj == p.obj && r.act == p.act
      """;
  /** What is not cached is decided by going through all policies, so these are few, and asked for are many. */
  private static final int POLICIES = 10;

  private CachedEnforcer enforcer;
  private String[] accounts;
  private String[] mailboxes;

  /** Fills the enforcer and its cache. */
  @Setup
  public void fill(Keys many) {
    Model model = new Model();
    model.loadModelFromText(MODEL);
    enforcer = new CachedEnforcer(model);
    accounts = new String[many.keys];
    mailboxes = new String[many.keys];
    List<List<String>> policies = new ArrayList<>();
    for (int i = 0; i < many.keys; i++) {
      accounts[i] = "account" + i;
      mailboxes[i] = "mailbox" + i;
      if (i < POLICIES) {
        policies.add(List.of(accounts[i], mailboxes[i], "read"));
      }
    }
    enforcer.addPolicies(policies);
    for (int i = 0; i < many.keys; i++) {
      enforcer.enforce(accounts[i], mailboxes[i], "read");
    }
  }

  /** Somebody known may do something, or not. */
  boolean isAllowed(int who) {
    return enforcer.enforce(accounts[who], mailboxes[who], "read");
  }
}
