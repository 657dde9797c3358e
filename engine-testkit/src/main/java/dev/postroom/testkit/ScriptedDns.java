package dev.postroom.testkit;

import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.dns.DnsType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A domain name system as a test writes it. A name with records of another type only has no records of this one, and a name that
 * nobody wrote down does not exist. Safe for use by many threads.
 */
public final class ScriptedDns implements DnsResolver {

  /**
   * What was asked.
   *
   * @param name
   *          the name
   * @param type
   *          the type of record
   */
  public record Question(DnsName name, DnsType type) {}

  private final Map<Question, DnsAnswer> script = new ConcurrentHashMap<>();
  private final List<Question> asked = new CopyOnWriteArrayList<>();

  private ScriptedDns() {}

  /**
   * A domain name system in which no name exists.
   *
   * @return the resolver
   */
  public static ScriptedDns empty() {
    return new ScriptedDns();
  }

  /**
   * Writes records down, in the place of those of the same name and type.
   *
   * @param name
   *          the name
   * @param type
   *          their type
   * @param values
   *          each in presentation form; none for a name that exists without records of that type
   * @return this
   */
  public ScriptedDns records(String name, DnsType type, String... values) {
    DnsAnswer answer = values.length == 0 ? new DnsAnswer.NoRecords() : new DnsAnswer.Records(List.of(values));
    script.put(question(name, type), answer);
    return this;
  }

  /**
   * Lets every question of one type about a name fail for now, until records are written down.
   *
   * @param name
   *          the name
   * @param type
   *          the type of record
   * @return this
   */
  public ScriptedDns unavailable(String name, DnsType type) {
    script.put(question(name, type), new DnsAnswer.Unavailable());
    return this;
  }

  /**
   * Takes a name away, with all its records.
   *
   * @param name
   *          the name
   * @return this
   */
  public ScriptedDns forget(String name) {
    DnsName gone = new DnsName(name);
    script.keySet().removeIf(question -> question.name().equals(gone));
    return this;
  }

  @Override
  public DnsAnswer lookup(DnsName name, DnsType type) {
    Question question = new Question(name, type);
    asked.add(question);
    DnsAnswer answer = script.get(question);
    return answer != null ? answer : exists(name) ? new DnsAnswer.NoRecords() : new DnsAnswer.NoSuchName();
  }

  private boolean exists(DnsName name) {
    return script.keySet().stream().anyMatch(question -> question.name().equals(name));
  }

  /**
   * What was asked so far.
   *
   * @return the questions in their order
   */
  public List<Question> asked() {
    return List.copyOf(asked);
  }

  private static Question question(String name, DnsType type) {
    return new Question(new DnsName(name), type);
  }
}
