package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MailEngine;
import java.lang.System.Logger.Level;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The control of what the model hears of the log. */
class LogWatchTest {
  private final String secret = Canaries.secretOf(new Canaries().hatch(new Random(1)));

  @Test
  void a_secret_in_the_finest_line_of_the_engine_is_heard() {
    LogWatch watch = LogWatch.installed();
    try {
      System.getLogger(MailEngine.class.getPackageName() + ".somewhere").log(Level.TRACE, "of {0}", secret);

      assertThat(watch.secret()).hasValueSatisfying(heard -> assertThat(heard).contains(secret));
    } finally {
      watch.close();
    }
  }

  @Test
  void so_is_one_in_a_failure_that_is_logged() {
    LogWatch watch = LogWatch.installed();
    try {
      System.getLogger(MailEngine.class.getPackageName())
          .log(Level.DEBUG, "failed", new IllegalStateException(new IllegalArgumentException(secret)));

      assertThat(watch.secret()).isPresent();
    } finally {
      watch.close();
    }
  }
}
