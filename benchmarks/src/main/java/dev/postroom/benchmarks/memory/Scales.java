package dev.postroom.benchmarks.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Weighs a store in a process of its own, which has no more heap than what is to be enough.
 *
 * @param heap
 *          how much that is, as Java says it
 * @param connections
 *          how many clients connect
 */
record Scales(String heap, int connections) {

  Weighed weigh(BulkLoad load) throws IOException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
        OpenedStore.class.getName(), load.folder().toString(), Integer.toString(load.tenants()),
        Integer.toString(load.mailboxes())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      BufferedReader lines = process.inputReader(US_ASCII);
      return new Weighed(Long.parseLong(answer(lines)), held(lines), held(lines), held(lines), held(lines),
          connected(process, lines));
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private Held connected(Process process, BufferedReader lines) throws IOException {
    int port = Integer.parseInt(answer(lines));
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        clients.add(client);
        client.getInputStream().read();
      }
      Writer line = process.outputWriter(US_ASCII);
      line.write('\n');
      line.flush();
      return held(lines);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static Held held(BufferedReader lines) throws IOException {
    return Held.of(answer(lines));
  }

  private static String answer(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("the process that is weighed: ended before it had told all");
    }
    return line;
  }
}
