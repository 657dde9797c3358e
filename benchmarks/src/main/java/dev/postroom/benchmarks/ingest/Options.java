package dev.postroom.benchmarks.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is compared, as it is said on the command line: {@code octets=4096,20480 sessions=8,32 connections=one,reused}
 * {@code drivers=own,smtp-source servers=postroom,postfix rounds=3 seconds=4 messages=0 write=no}
 * {@code jvm=-XX:+UseSerialGC}.
 *
 * @param loads
 *          what clients do
 * @param drivers
 *          the names of who sends
 * @param servers
 *          the names of who takes; all when there are none
 * @param rounds
 *          how often each server has its turn with each load; the middle one counts
 * @param seconds
 *          how long a turn takes about
 * @param messages
 *          how many messages a turn has instead; 0 for as many as the seconds have
 * @param jvm
 *          what the JVMs of Postroom are given besides, with semicolons between
 * @param writing
 *          whether the tables are written into the documentation, in the place of the former ones
 */
record Options(List<Load> loads, List<String> drivers, List<String> servers, int rounds, int seconds, int messages,
    List<String> jvm, boolean writing) {

  static Options of(String... arguments) {
    Map<String, String> said = new HashMap<>(Map.of("octets", "4096,20480", "sessions", "8,32", "connections",
        "one,reused", "drivers", "own", "servers", "", "rounds", "3", "seconds", "4", "messages", "0"));
    said.putAll(Map.of("write", "no", "jvm", ""));
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0 || said.replace(argument.substring(0, equals), argument.substring(equals + 1)) == null) {
        throw new IllegalArgumentException(argument + " (expected: one of " + said.keySet() + ", = and its value)");
      }
    }
    return new Options(loads(said), list(said, "drivers"), list(said, "servers"), number(said, "rounds"),
        number(said, "seconds"), number(said, "messages"), list(said, "jvm", ";"), "yes".equals(said.get("write")));
  }

  boolean asksFor(Contender contender) {
    return servers.isEmpty() || servers.contains(contender.name());
  }

  private static List<Load> loads(Map<String, String> said) {
    List<Load> loads = new ArrayList<>();
    for (String octets : list(said, "octets")) {
      for (String sessions : list(said, "sessions")) {
        for (String connections : list(said, "connections")) {
          loads.add(new Load(Integer.parseInt(octets), Integer.parseInt(sessions),
              "one".equals(connections) ? Load.Connections.ONE_MESSAGE : Load.Connections.REUSED));
        }
      }
    }
    return loads;
  }

  private static List<String> list(Map<String, String> said, String name) {
    return list(said, name, ",");
  }

  private static List<String> list(Map<String, String> said, String name, String separator) {
    return Stream.of(said.getOrDefault(name, "").split(separator, -1)).filter(each -> !each.isEmpty()).toList();
  }

  private static int number(Map<String, String> said, String name) {
    return Integer.parseInt(said.getOrDefault(name, ""));
  }
}
