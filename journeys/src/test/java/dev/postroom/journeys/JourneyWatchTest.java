package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.io.TempDir;

/** The control of what looks through all files after each test. */
class JourneyWatchTest {
  private final JourneyWatch watch = new JourneyWatch();

  @TempDir
  Path folder;

  @Test
  void a_header_field_that_lies_in_clear_in_a_store_fails_the_test_that_left_it() throws Exception {
    try (House house = House.open(folder)) {
      house.support();
    }
    assertThatCode(watch::look).doesNotThrowAnyException();
    Path planted = Files.writeString(House.store(folder).resolve("segments").resolve("planted"), "x\r\nSubject: Hello");

    assertThatThrownBy(watch::look).isInstanceOf(AssertionError.class).hasMessageContaining("planted");
    Files.delete(planted);
  }

  @Test
  void junit_finds_it_by_itself() {
    assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(JourneyWatch.class);
  }
}
