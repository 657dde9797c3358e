package dev.postroom.core.access;

import dev.postroom.access.KeyScopeAuthorizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The authorizer with one of its checks taken out: a question that is always answered the same, or a failure that is not caught. They
 * are found in the compiled class, so that a question which is added is among them.
 */
final class AuthorizerMutants {

  /** One of them: its name, and how the class is made. */
  record Mutant(String name, Supplier<byte[]> making) {
    byte[] octets() {
      return making.get();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What is done to a method at one of its instructions. */
  private record Change(String name, int at, Mutation mutation) {}

  @FunctionalInterface
  private interface Mutation {
    void apply(MethodNode method, AbstractInsnNode at);
  }

  private AuthorizerMutants() {}

  static List<Mutant> all() {
    List<Mutant> mutants = new ArrayList<>();
    Map<String, Integer> named = new HashMap<>();
    List<MethodNode> methods = original().methods;
    for (int i = 0; i < methods.size(); i++) {
      for (Change change : changes(methods.get(i))) {
        int times = named.merge(change.name(), 1, Integer::sum);
        int method = i;
        mutants.add(new Mutant(times == 1 ? change.name() : change.name() + " (" + times + ')',
            () -> mutated(method, change)));
      }
    }
    return mutants;
  }

  /** The authorizer as it is. */
  static byte[] sound() {
    return written(original());
  }

  /** One that the verifier refuses, as it would a mutant that is badly made. */
  static byte[] unsound() {
    return written(read(ClassReader.SKIP_FRAMES));
  }

  private static byte[] written(ClassNode type) {
    ClassWriter writer = new ClassWriter(0);
    type.accept(writer);
    return writer.toByteArray();
  }

  private static List<Change> changes(MethodNode method) {
    List<Change> changes = new ArrayList<>();
    for (int at = 0; at < method.instructions.size(); at++) {
      AbstractInsnNode instruction = method.instructions.get(at);
      if (instruction instanceof JumpInsnNode jump && jump.getOpcode() != Opcodes.GOTO) {
        String name = method.name + ": " + questionBefore(jump);
        changes.add(new Change(name + " goes on", at, AuthorizerMutants::goOn));
        changes.add(new Change(name + " turns off", at, AuthorizerMutants::turnOff));
      } else if (instruction instanceof MethodInsnNode call && answersByItself(call)) {
        String name = method.name + ": " + call.name;
        changes.add(new Change(name + " is true", at, (in, call2) -> answer(in, call2, Opcodes.ICONST_1)));
        changes.add(new Change(name + " is false", at, (in, call2) -> answer(in, call2, Opcodes.ICONST_0)));
      }
    }
    for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
      int block = i;
      changes.add(
          new Change(method.name + ": nothing is caught", 0, (in, any) -> in.tryCatchBlocks.remove(block)));
    }
    return changes;
  }

  /** Of an answer that a jump is about, the jump is mutated. */
  private static boolean answersByItself(MethodInsnNode call) {
    boolean isQuestion = Type.getReturnType(call.desc).equals(Type.BOOLEAN_TYPE);
    return isQuestion && !(nextOf(call) instanceof JumpInsnNode);
  }

  private static AbstractInsnNode nextOf(AbstractInsnNode instruction) {
    AbstractInsnNode next = instruction.getNext();
    while (next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }

  /** What was looked at last before a jump. */
  private static String questionBefore(JumpInsnNode jump) {
    return Stream.iterate(jump.getPrevious(), Objects::nonNull, AbstractInsnNode::getPrevious)
        .flatMap(before -> named(before).stream())
        .findFirst()
        .orElse("");
  }

  private static Optional<String> named(AbstractInsnNode instruction) {
    return switch (instruction) {
      case MethodInsnNode call -> Optional.of(call.name);
      case FieldInsnNode field -> Optional.of(field.name);
      default -> Optional.empty();
    };
  }

  private static void goOn(MethodNode method, AbstractInsnNode jump) {
    method.instructions.insertBefore(jump, forgotten(jump));
    method.instructions.remove(jump);
  }

  private static void turnOff(MethodNode method, AbstractInsnNode jump) {
    method.instructions.insertBefore(jump, forgotten(jump));
    method.instructions.set(jump, new JumpInsnNode(Opcodes.GOTO, ((JumpInsnNode) jump).label));
  }

  /** What a jump would have looked at. */
  private static InsnNode forgotten(AbstractInsnNode jump) {
    return new InsnNode(switch (jump.getOpcode()) {
      case Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE -> Opcodes.POP2;
      case Opcodes.IFEQ, Opcodes.IFNE, Opcodes.IFNULL, Opcodes.IFNONNULL -> Opcodes.POP;
      default ->
          throw new IllegalStateException("jump: " + jump.getOpcode() + " (expected: one of an object or boolean)");
    });
  }

  private static void answer(MethodNode method, AbstractInsnNode call, int constant) {
    InsnList instead = new InsnList();
    instead.add(new InsnNode(Opcodes.POP));
    instead.add(new InsnNode(constant));
    method.instructions.insert(call, instead);
  }

  private static byte[] mutated(int method, Change change) {
    ClassNode type = original();
    MethodNode changed = type.methods.get(method);
    change.mutation().apply(changed, changed.instructions.get(change.at()));
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
      @Override
      protected String getCommonSuperClass(String one, String other) {
        return "java/lang/Object";
      }
    };
    type.accept(writer);
    return writer.toByteArray();
  }

  private static ClassNode original() {
    return read(0);
  }

  private static ClassNode read(int how) {
    String file = KeyScopeAuthorizer.class.getSimpleName() + ".class";
    try (InputStream octets = Objects.requireNonNull(KeyScopeAuthorizer.class.getResourceAsStream(file), file)) {
      ClassNode type = new ClassNode();
      new ClassReader(octets).accept(type, how);
      return type;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
