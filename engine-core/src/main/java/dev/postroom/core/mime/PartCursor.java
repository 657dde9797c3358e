package dev.postroom.core.mime;

import dev.postroom.message.ParseProblem;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * Walks the parts of one message that hold content, in order, within limits.
 *
 * <p>
 * How is this designed, and why? mime4j's token stream is pulled, one token at a time, and does nothing between two calls. So the
 * limits stand here, between the calls, and need no pass of their own before it: the walk ends at the fifty-first level, while
 * the stack is some fifty frames deep, however many levels follow. Every level reads through all those above it, so octets times
 * levels are metered beneath. Messages within messages are content and are not walked into. Whatever goes wrong ends the walk
 * with a problem noted and what was found by then kept; only a failure of the source itself is thrown.
 */
final class PartCursor implements Closeable {
  private final Deque<Multipart> within = new ArrayDeque<>();
  private final HeaderFields header = new HeaderFields();
  private final ParseLimits limits;
  private final Problems problems;
  private final MeteredSource source;
  private final MimeTokenStream tokens;
  private String path = "1";
  private int parts;
  private int headerOctets;
  private boolean ended;

  /** A multipart that the walk is in, and how many of its parts were met. */
  private static final class Multipart {
    private final String subtype;
    private final String prefix;
    private int children;

    Multipart(String subtype, String prefix) {
      this.subtype = subtype;
      this.prefix = prefix;
    }
  }

  private PartCursor(MeteredSource source, ParseLimits limits, Problems problems) {
    this.source = source;
    this.limits = limits;
    this.problems = problems;
    MimeConfig config = MimeConfig.custom()
        .setMaxLineLen(limits.headerOctets())
        .setMaxHeaderLen(limits.headerOctets())
        .setMaxHeaderCount(limits.headers())
        .setMaxContentLen(-1)
        .build();
    this.tokens = new MimeTokenStream(config, problems, new PartHeaderReader(problems));
    tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    tokens.parse(source);
  }

  static PartCursor open(MessageSource message, ParseLimits limits, Problems problems) throws IOException {
    return new PartCursor(new MeteredSource(message.open(), limits.workFor(message.size())), limits, problems);
  }

  /** The header of the message: complete when the first part was met or there is none. */
  HeaderFields header() {
    return header;
  }

  /** The next part with content; its stream ends when the one after it is asked for. */
  Optional<Part> next() throws IOException {
    try {
      while (!ended) {
        EntityState state = tokens.next();
        if (state == EntityState.T_BODY) {
          return Optional.of(part());
        }
        follow(state);
      }
    } catch (IOException | MimeException | RuntimeException thrown) {
      stop(ContentFault.problemOf(thrown));
    }
    return Optional.empty();
  }

  private void follow(EntityState state) {
    switch (state) {
      case T_START_HEADER -> problems.startHeader();
      case T_END_HEADER -> endHeader();
      case T_FIELD -> field(tokens.getField());
      case T_START_MULTIPART -> enter();
      case T_START_BODYPART -> count();
      case T_END_MULTIPART -> leave();
      case T_END_OF_STREAM -> ended = true;
      default -> {
      }
    }
  }

  private void endHeader() {
    if (parts == 0) {
      problems.endMessageHeader();
    } else {
      problems.endPartHeader();
    }
  }

  private void field(Field field) {
    problems.countField();
    int length = field.getRaw() == null ? field.getBody().length() : field.getRaw().length();
    headerOctets += length;
    if (headerOctets > limits.headerOctets()) {
      stop(ParseProblem.HEADERS_TOO_LARGE);
    } else if (within.isEmpty() && field instanceof RawField raw) {
      header.add(raw);
    }
  }

  private void enter() {
    if (within.size() >= limits.depth()) {
      stop(ParseProblem.TOO_DEEP);
      return;
    }
    within.push(new Multipart(tokens.getBodyDescriptor().getSubType(), within.isEmpty() ? "" : path + '.'));
    source.enterLevel();
  }

  private void count() {
    if (++parts > limits.parts()) {
      stop(ParseProblem.TOO_MANY_PARTS);
      return;
    }
    Multipart multipart = within.element();
    path = multipart.prefix + ++multipart.children;
  }

  private void leave() {
    if (within.pop().children == 0) {
      problems.add(ParseProblem.MALFORMED_STRUCTURE);
    }
    source.leaveLevel();
  }

  private Part part() {
    Multipart multipart = within.peek();
    PartHeader described = (PartHeader) tokens.getBodyDescriptor();
    String around = multipart == null ? "" : multipart.subtype;
    PartContent content = new PartContent(tokens.getInputStream(), problems);
    return new Part(path, around, multipart == null || multipart.children == 1, described, content);
  }

  private void stop(ParseProblem problem) {
    problems.add(problem);
    ended = true;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
