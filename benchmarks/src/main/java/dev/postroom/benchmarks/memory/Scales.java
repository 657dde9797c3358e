package dev.postroom.benchmarks.memory;

import dev.postroom.benchmarks.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Weighs a store in a process of its own, which has no more heap than what is to be enough.
 *
 * @param options
 *          what its JVM is given: how much that is, as Java says it
 * @param connections
 *          how many clients connect
 */
record Scales(List<String> options, int connections) {

  Weighed weigh(BulkLoad load) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(load.folder().toString()));
    arguments.addAll(load.customers().arguments());
    try (ChildJvm child = ChildJvm.start(options, OpenedStore.class, arguments.toArray(String[]::new))) {
      return new Weighed(Long.parseLong(child.answer()), held(child), held(child), held(child), held(child),
          held(child),
          connected(child));
    }
  }

  private Held connected(ChildJvm child) throws IOException {
    int port = Integer.parseInt(child.answer());
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        clients.add(client);
        client.getInputStream().read();
      }
      child.tell("all are connected");
      return held(child);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static Held held(ChildJvm child) throws IOException {
    return Held.of(child.answer());
  }
}
