-- What every arriving message is put into. A mailbox has an id that no other one of any tenant has, so it alone says where in an index to
-- look: the columns above it only made each key three times as long as what was compared of it. Statements ask for all scope columns as
-- before, of the row then.
--
-- That a message's mailbox is there is seen when the message is counted, in the same statement as before; the foreign key had an index
-- of its own, which no statement used.
alter table message drop constraint if exists fk_message_mailbox;

drop index if exists ix_message_flags;
create index ix_message_flags on message (mailbox_id, unread, archived, sent, message_id);
drop index if exists ix_message_thread;
create index ix_message_thread on message (mailbox_id, thread_id, message_id);
drop index if exists ix_message_token;
create index ix_message_token on message_token (mailbox_id, token, message_id);
drop index if exists ix_event_mailbox;
create index ix_event_mailbox on event (mailbox_id, log_position);
