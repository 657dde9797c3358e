package dev.postroom.examples;

/** A small host application: the README's first command runs it. */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Runs the example.
   *
   * @param args none yet
   */
  public static void main(String[] args) {
    System.out.println("Postroom quickstart");
  }
}
