package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MailEngine;
import java.lang.System.Logger.Level;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The control of what the model hears of the log. */
class LogWatchTest {
  private final LogWatch watch = LogWatch.INSTALLED;
  private final String secret = Canaries.secretOf(new Canaries().hatch(new Random(1)));

  @AfterEach
  void forget() {
    watch.take();
  }

  @Test
  void a_secret_in_the_finest_line_of_the_engine_is_heard_once() {
    System.getLogger(MailEngine.class.getPackageName() + ".somewhere").log(Level.TRACE, "of {0}", secret);

    assertThat(watch.take()).hasValueSatisfying(heard -> assertThat(heard).contains(secret));
    assertThat(watch.take()).isEmpty();
  }

  @Test
  void so_is_one_in_a_failure_that_is_logged() {
    System.getLogger(MailEngine.class.getPackageName())
        .log(Level.DEBUG, "failed", new IllegalStateException(new IllegalArgumentException(secret)));

    assertThat(watch.take()).isPresent();
  }
}
