package dev.postroom.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.InvalidInputException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedIdTest {
  private static final UUID EXAMPLE = UUID.fromString("0193e83a-5b2e-7d8c-8b2f-8d2e4a6c0f11");

  @Test
  void each_kind_prints_its_prefix_and_reads_itself() {
    assertThat(new TenantId(EXAMPLE).toString()).startsWith("tnt_");
    assertThat(TenantId.parse(new TenantId(EXAMPLE).toString())).isEqualTo(new TenantId(EXAMPLE));
    assertThat(new WorkspaceId(EXAMPLE).toString()).startsWith("wsp_");
    assertThat(WorkspaceId.parse(new WorkspaceId(EXAMPLE).toString())).isEqualTo(new WorkspaceId(EXAMPLE));
    assertThat(new MailboxId(EXAMPLE).toString()).startsWith("mbx_");
    assertThat(MailboxId.parse(new MailboxId(EXAMPLE).toString())).isEqualTo(new MailboxId(EXAMPLE));
    assertThat(new MessageId(EXAMPLE).toString()).startsWith("msg_");
    assertThat(MessageId.parse(new MessageId(EXAMPLE).toString())).isEqualTo(new MessageId(EXAMPLE));
    assertThat(new ThreadId(EXAMPLE).toString()).startsWith("thr_");
    assertThat(ThreadId.parse(new ThreadId(EXAMPLE).toString())).isEqualTo(new ThreadId(EXAMPLE));
    assertThat(new KeyId(EXAMPLE).toString()).startsWith("key_");
    assertThat(KeyId.parse(new KeyId(EXAMPLE).toString())).isEqualTo(new KeyId(EXAMPLE));
    assertThat(new DomainId(EXAMPLE).toString()).startsWith("dom_");
    assertThat(DomainId.parse(new DomainId(EXAMPLE).toString())).isEqualTo(new DomainId(EXAMPLE));
    assertThat(new EventId(EXAMPLE).toString()).startsWith("evt_");
    assertThat(EventId.parse(new EventId(EXAMPLE).toString())).isEqualTo(new EventId(EXAMPLE));
  }

  @Test
  void the_text_is_26_digits_of_base_32() {
    assertThat(new TenantId(new UUID(0, 0))).hasToString("tnt_00000000000000000000000000");
    assertThat(new TenantId(new UUID(0, 1))).hasToString("tnt_00000000000000000000000001");
    assertThat(new TenantId(new UUID(0, -1))).hasToString("tnt_0000000000000fzzzzzzzzzzzz");
    assertThat(new TenantId(new UUID(1, 0))).hasToString("tnt_0000000000000g000000000000");
    assertThat(new TenantId(new UUID(-1, -1))).hasToString("tnt_7zzzzzzzzzzzzzzzzzzzzzzzzz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tnt", "tnt_", "tnt_0", "00000000000000000000000000", "tnt_0000000000000000000000000",
      "tnt_000000000000000000000000000", "tnt-00000000000000000000000000", "TNT_00000000000000000000000000",
      "wsp_00000000000000000000000000", "tnt_80000000000000000000000000", "tnt_zzzzzzzzzzzzzzzzzzzzzzzzzz",
      "tnt_0000000000000000000000000i", "tnt_0000000000000000000000000l", "tnt_0000000000000000000000000o",
      "tnt_0000000000000000000000000u", "tnt_0000000000000000000000000A", "tnt_i0000000000000000000000000",
      "tnt_0000000000000000000000000\u0660", "tnt_000000000000 0000000000000", " tnt_0000000000000000000000000",
      "tntx00000000000000000000000000", "0193e83a-5b2e-7d8c-8b2f-8d2e4a6c0f11"})
  void what_is_no_id_of_the_kind_is_refused(String text) {
    assertThatThrownBy(() -> TenantId.parse(text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void an_id_of_another_kind_is_refused() {
    String mailbox = new MailboxId(EXAMPLE).toString();

    assertThatThrownBy(() -> MessageId.parse(mailbox)).isInstanceOf(InvalidInputException.class);
    assertThat((TypedId) new MailboxId(EXAMPLE)).isNotEqualTo(new MessageId(EXAMPLE));
  }
}
