package dev.postroom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MailEngine;
import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README is taken from there with its imports, compiled, and run twice on the same folder, as a new user would. */
class ReadmeTest {
  private static final Pattern SNIPPET = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final int LONGEST = 15;

  private static final String PROGRAM = """
      package readme;
      %s
      public class Readme {
        public static MailEngine run() {
          %s
          return engine;
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void the_snippet_has_at_most_fifteen_lines() throws IOException {
    assertThat(snippet().lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(LONGEST);
  }

  @Test
  void the_snippet_compiles_runs_twice_and_prints_the_mail_that_came_in_between() throws Exception {
    Class<?> program = compiled(PROGRAM.formatted(snippets().get(1), adapted(snippet())));
    try (MailEngine first = (MailEngine) program.getMethod("run").invoke(null)) {
      receive(first);
    }
    assertThat(printed(() -> ((MailEngine) program.getMethod("run").invoke(null)).close()))
        .contains("Greetings: answered");
  }

  private static String snippet() throws IOException {
    return snippets().get(0);
  }

  /** The program, and its imports. */
  private static List<String> snippets() throws IOException {
    List<String> found = SNIPPET.matcher(Files.readString(Path.of("..", "README.md")))
        .results()
        .map(one -> one.group(1))
        .toList();
    assertThat(found).hasSize(2);
    return found;
  }

  private String adapted(String snippet) {
    return snippet.replace("\"var/", '"' + folder.toString() + '/')
        .replace("SmtpServer.on(2525)", "SmtpServer.on(0)")
        .replace("\"smtp.relay.example\", 587", "\"127.0.0.1\", 1");
  }

  private Class<?> compiled(String program) throws Exception {
    Path source = Files.createDirectories(folder.resolve("readme")).resolve("Readme.java");
    Files.writeString(source, program);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    boolean compiled = compiler.getTask(complaints, null, null, List.of("-d", folder.toString(), "-proc:none"), null,
        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source)).call();
    assertThat(compiled).as(complaints.toString()).isTrue();
    URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()}, getClass().getClassLoader());
    return loader.loadClass("readme.Readme");
  }

  private static void receive(MailEngine engine) throws IOException {
    Envelope envelope = new Envelope(ReversePath.of(EmailAddress.parse("ada@customers.example")),
        List.of(EmailAddress.parse("support@acme.example")),
        Peer.local("test"));
    byte[] message =
        "From: ada@customers.example\r\nSubject: Greetings\r\n\r\nHello\r\n".getBytes(StandardCharsets.UTF_8);
    assertThat(engine.inbound().accept(envelope, new ByteArrayInputStream(message))).singleElement()
        .isInstanceOf(Disposition.Stored.class);
  }

  /** Something that prints. */
  @FunctionalInterface
  private interface Printing {
    void run() throws Exception;
  }

  private static String printed(Printing printing) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    System.setOut(new PrintStream(octets, true, StandardCharsets.UTF_8));
    try {
      printing.run();
    } finally {
      System.setOut(before);
    }
    return octets.toString(StandardCharsets.UTF_8);
  }
}
