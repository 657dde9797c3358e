-- A message has one id, and a token once: no two rows of message_token are alike, and a key had that looked for with every one of them,
-- which is as much work again as to put it in. So the same columns are an index and not a key.
create index ix_message_token on message_token (tenant_id, workspace_id, mailbox_id, token, message_id);
alter table message_token drop constraint pk_message_token;
