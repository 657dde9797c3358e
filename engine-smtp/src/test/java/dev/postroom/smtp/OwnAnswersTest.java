package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.outbound.HandoffResult.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What this side answers where no server did, in the words of the registry (RFC 5248). */
class OwnAnswersTest {

  private static String status(Answer answer) {
    return answer.status().orElseThrow().toString();
  }

  @Test
  void each_has_the_status_that_its_rfc_gives_it() {
    assertThat(status(OwnAnswers.NO_SUCH_DOMAIN)).as("RFC 3463: bad destination system address").isEqualTo("5.1.2");
    assertThat(status(OwnAnswers.TAKES_NO_MAIL)).as("RFC 7505: recipient address has null MX").isEqualTo("5.1.10");
    assertThat(status(OwnAnswers.NO_WAY)).as("RFC 3463: unable to route").isEqualTo("5.4.4");
    assertThat(status(OwnAnswers.PRIVATE_ONLY)).as("RFC 3463: unable to route").isEqualTo("5.4.4");
    assertThat(status(OwnAnswers.TOO_BIG)).as("RFC 3463: message too big for system").isEqualTo("5.3.4");
    assertThat(status(OwnAnswers.EIGHT_BIT)).as("RFC 3463: conversion required but not supported").isEqualTo("5.6.3");
    assertThat(status(OwnAnswers.INTERNATIONAL_ADDRESS)).as("RFC 6531: non-ASCII addresses not permitted")
        .isEqualTo("5.6.7");
    assertThat(status(OwnAnswers.INTERNATIONAL_HEADER)).as("RFC 6531: UTF-8 header message cannot be transferred")
        .isEqualTo("5.6.9");
    assertThat(status(OwnAnswers.LOST_AFTER_END)).as("RFC 3463: bad connection").isEqualTo("4.4.2");
    assertThat(status(OwnAnswers.LOST_BEFORE_END)).as("RFC 3463: bad connection").isEqualTo("4.4.2");
  }

  @Test
  void none_has_the_code_of_a_server() {
    assertThat(List.of(OwnAnswers.NO_SUCH_DOMAIN, OwnAnswers.TOO_BIG, OwnAnswers.EIGHT_BIT, OwnAnswers.LOST_AFTER_END,
        OwnAnswers.UNREADABLE)).allMatch(answer -> answer.code() == 0);
  }
}
