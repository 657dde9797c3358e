package dev.postroom.journeys;

import java.io.IOException;
import java.nio.file.Path;

/** The program that {@link KilledTest} kills: an engine that takes mail until its parent is gone. */
final class KilledEngine {
  private KilledEngine() {}

  public static void main(String[] arguments) throws IOException {
    try (House house = House.open(Path.of(arguments[0]))) {
      System.out.println(house.smtp().getPort());
      int ended = System.in.read();
      System.out.println("ended by its parent: " + ended);
    }
  }
}
