-- The scope columns tenant_id, workspace_id, mailbox_id come first in every primary and foreign key, so that no row can straddle
-- two customers. Six tables are looked at across tenants too: domain_owner, event, event_cursor, outbox, and (by their second
-- keys) address and delivery; engine_thing is of no tenant. Codes are listed in Codes.java; times are microseconds since
-- 1970-01-01T00:00Z.
--
-- H2 makes an index for each foreign key, and makes do with one of exactly its columns that is there already. So where many rows
-- come in, that index is named first and the foreign key is added after it.

create table tenant (
  tenant_id    uuid           not null,
  external_id  varchar(200)   not null,
  created_from char(64)       not null,
  -- 1, or null once erased: null is never a duplicate, so an erased thing gives its external id back.
  live         smallint,
  name         varchar(1000)  not null,
  standing     smallint       not null,
  created_at   bigint         not null,
  constraint pk_tenant primary key (tenant_id),
  constraint uq_tenant_external_id unique (external_id, live),
  constraint ck_tenant_standing check (standing in (1, 2, 3)),
  constraint ck_tenant_live check ((standing = 3 and live is null) or (standing <> 3 and live is not null and live = 1))
);

create table workspace (
  tenant_id    uuid           not null,
  workspace_id uuid           not null,
  external_id  varchar(200)   not null,
  created_from char(64)       not null,
  live         smallint,
  name         varchar(1000)  not null,
  standing     smallint       not null,
  created_at   bigint         not null,
  constraint pk_workspace primary key (tenant_id, workspace_id),
  constraint uq_workspace_external_id unique (tenant_id, external_id, live),
  constraint fk_workspace_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint ck_workspace_standing check (standing in (1, 2, 3)),
  constraint ck_workspace_live check ((standing = 3 and live is null) or (standing <> 3 and live is not null and live = 1))
);

create table mailbox (
  tenant_id    uuid           not null,
  workspace_id uuid           not null,
  mailbox_id   uuid           not null,
  external_id  varchar(200)   not null,
  created_from char(64)       not null,
  live         smallint,
  display_name varchar(1000)  not null,
  standing     smallint       not null,
  quota        bigint,
  used_octets  bigint         not null,
  messages     bigint         not null,
  created_at   bigint         not null,
  -- since when and why nothing is sent; null while mail may leave
  paused_at    bigint,
  pause_cause  smallint,
  constraint pk_mailbox primary key (tenant_id, workspace_id, mailbox_id),
  constraint uq_mailbox_external_id unique (tenant_id, workspace_id, external_id, live),
  constraint fk_mailbox_workspace foreign key (tenant_id, workspace_id) references workspace (tenant_id, workspace_id),
  constraint ck_mailbox_standing check (standing in (1, 2, 3)),
  constraint ck_mailbox_live check ((standing = 3 and live is null) or (standing <> 3 and live is not null and live = 1)),
  constraint ck_mailbox_usage check (used_octets >= 0 and messages >= 0),
  constraint ck_mailbox_pause check ((paused_at is null) = (pause_cause is null)),
  constraint ck_mailbox_pause_cause check (pause_cause in (1, 2, 3))
);

-- The places that are erased, or lie at an erased place, and are not purged yet.
create table erased_tenant (
  tenant_id    uuid           not null,
  constraint pk_erased_tenant primary key (tenant_id),
  constraint fk_erased_tenant foreign key (tenant_id) references tenant (tenant_id)
);

create table erased_workspace (
  tenant_id    uuid           not null,
  workspace_id uuid           not null,
  constraint pk_erased_workspace primary key (tenant_id, workspace_id),
  constraint fk_erased_workspace foreign key (tenant_id, workspace_id) references workspace (tenant_id, workspace_id)
);

create table erased_mailbox (
  tenant_id    uuid           not null,
  workspace_id uuid           not null,
  mailbox_id   uuid           not null,
  constraint pk_erased_mailbox primary key (tenant_id, workspace_id, mailbox_id),
  constraint fk_erased_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id)
);

-- Claims; several workspaces may claim one name.
create table domain (
  tenant_id    uuid           not null,
  workspace_id uuid           not null,
  domain_id    uuid           not null,
  name         varchar(253)   not null,
  claimed_at   bigint         not null,
  confirmed_at bigint,
  catch_all    uuid,
  constraint pk_domain primary key (tenant_id, workspace_id, domain_id),
  constraint uq_domain_id unique (domain_id),
  constraint uq_domain_name unique (tenant_id, workspace_id, name),
  constraint fk_domain_workspace foreign key (tenant_id, workspace_id) references workspace (tenant_id, workspace_id),
  constraint fk_domain_catch_all foreign key (tenant_id, workspace_id, catch_all)
    references mailbox (tenant_id, workspace_id, mailbox_id)
);

-- The one owner of a name: a confirmed claim, or the platform where the scope is null.
create table domain_owner (
  name         varchar(253)   not null,
  domain_id    uuid           not null,
  tenant_id    uuid,
  workspace_id uuid,
  constraint pk_domain_owner primary key (name),
  constraint uq_domain_owner_domain unique (domain_id),
  constraint fk_domain_owner_domain foreign key (tenant_id, workspace_id, domain_id)
    references domain (tenant_id, workspace_id, domain_id),
  constraint ck_domain_owner_scope check ((tenant_id is null and workspace_id is null)
    or (tenant_id is not null and workspace_id is not null))
);

create table address (
  tenant_id    uuid           not null,
  workspace_id uuid           not null,
  mailbox_id   uuid           not null,
  domain_id    uuid           not null,
  -- lower case, unquoted: what is compared
  local_part   varchar(254)   not null,
  -- all of it as it was given: what is shown
  written      varchar(254)   not null,
  -- the domain's id once more where it is a claim of the workspace, null where it is the platform's
  claim_id     uuid,
  kind         smallint       not null,
  constraint pk_address primary key (tenant_id, workspace_id, mailbox_id, domain_id, local_part),
  constraint uq_address unique (domain_id, local_part),
  constraint fk_address_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id),
  constraint fk_address_claim foreign key (tenant_id, workspace_id, claim_id)
    references domain (tenant_id, workspace_id, domain_id),
  constraint ck_address_claim check (claim_id is null or claim_id = domain_id),
  constraint ck_address_kind check (kind in (1, 2))
);

create table access_key (
  tenant_id    uuid           not null,
  key_id       uuid           not null,
  workspace_id uuid,
  mailbox_id   uuid,
  name         varchar(1000)  not null,
  permissions  bigint         not null,
  digest       varbinary(32)  not null,
  created_at   bigint         not null,
  expires_at   bigint,
  revoked_at   bigint,
  last_used_at bigint,
  constraint pk_access_key primary key (tenant_id, key_id),
  constraint uq_access_key_id unique (key_id),
  constraint fk_access_key_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint fk_access_key_workspace foreign key (tenant_id, workspace_id) references workspace (tenant_id, workspace_id),
  constraint fk_access_key_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id),
  constraint ck_access_key_scope check (mailbox_id is null or workspace_id is not null)
);
create index ix_access_key_workspace on access_key (tenant_id, workspace_id, key_id);
create index ix_access_key_mailbox on access_key (tenant_id, workspace_id, mailbox_id, key_id);

create table message (
  tenant_id       uuid               not null,
  workspace_id    uuid               not null,
  mailbox_id      uuid               not null,
  message_id      uuid               not null,
  thread_id       uuid               not null,
  received_at     bigint             not null,
  size_octets     bigint             not null,
  unread          boolean            not null,
  archived        boolean            not null,
  sent            boolean            not null,
  content_segment bigint             not null,
  content_offset  bigint             not null,
  content_length  bigint             not null,
  summary         varbinary(1048576) not null,
  trace           varbinary(1048576) not null,
  tokens          varbinary(1048576) not null,
  constraint pk_message primary key (tenant_id, workspace_id, mailbox_id, message_id),
  constraint fk_message_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id)
);
-- One index of all flags: what flags select is a range of it for each of their combinations, however few have them.
create index ix_message_flags on message (tenant_id, workspace_id, mailbox_id, unread, archived, sent, message_id);
create index ix_message_thread on message (tenant_id, workspace_id, mailbox_id, thread_id, message_id);

-- What messages are found by. A row is written and deleted together with its message, which knows its tokens too; a row without a
-- message would find nothing. So there is no foreign key, which would cost every arriving message one more index.
create table message_token (
  tenant_id     uuid          not null,
  workspace_id  uuid          not null,
  mailbox_id    uuid          not null,
  -- kind, version and value in one
  token         varbinary(64) not null,
  message_id    uuid          not null,
  constraint pk_message_token primary key (tenant_id, workspace_id, mailbox_id, token, message_id)
);

-- The contents that have a file of their own, so that files left behind by a crash are found without reading every message.
create table large_content (
  tenant_id       uuid          not null,
  workspace_id    uuid          not null,
  mailbox_id      uuid          not null,
  message_id      uuid          not null,
  content_segment bigint        not null,
  constraint pk_large_content primary key (tenant_id, workspace_id, mailbox_id, message_id),
  constraint fk_large_content_message foreign key (tenant_id, workspace_id, mailbox_id, message_id)
    references message (tenant_id, workspace_id, mailbox_id, message_id)
);

-- One message on its way to one recipient. It outlives its message, so no foreign key leads there; nor does one from send.
create table delivery (
  tenant_id           uuid             not null,
  workspace_id        uuid             not null,
  mailbox_id          uuid             not null,
  delivery_id         uuid             not null,
  message_id          uuid             not null,
  recipient           varbinary(65536) not null,
  destination         varbinary(64)    not null,
  destination_version integer          not null,
  -- null where the operator sent it
  key_id              uuid,
  queued_at           bigint           not null,
  expires_at          bigint           not null,
  state               smallint         not null,
  attempts            integer          not null,
  -- null once it is settled
  due_at              bigint,
  -- null unless it is being handed over
  lease               uuid,
  settled_at          bigint,
  status              varchar(100),
  reply               varbinary(1048576),
  constraint pk_delivery primary key (tenant_id, workspace_id, mailbox_id, delivery_id),
  constraint uq_delivery_id unique (delivery_id),
  constraint ck_delivery_state check (state between 1 and 7),
  constraint ck_delivery_due check ((state in (1, 2)) = (due_at is not null)),
  constraint ck_delivery_settled check ((state in (1, 2)) = (settled_at is null)),
  constraint ck_delivery_lease check ((state = 2) = (lease is not null)),
  constraint ck_delivery_attempts check (attempts >= 0)
);
create index ix_delivery_message on delivery (tenant_id, workspace_id, mailbox_id, message_id);
create index ix_delivery_state on delivery (tenant_id, workspace_id, mailbox_id, state, delivery_id);
-- What is at its end lets the queue be counted, and dead destinations be passed over, without a look at the rows.
create index ix_delivery_due on delivery
  (tenant_id, workspace_id, mailbox_id, due_at, delivery_id, state, destination, destination_version);

-- The mailboxes with a delivery that is not settled, so that they are found without a look at those that are.
create table outbox (
  tenant_id    uuid           not null,
  workspace_id uuid           not null,
  mailbox_id   uuid           not null,
  constraint pk_outbox primary key (tenant_id, workspace_id, mailbox_id),
  constraint fk_outbox_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id)
);

-- A send that queued something, by its idempotency key.
create table send (
  tenant_id     uuid               not null,
  workspace_id  uuid               not null,
  mailbox_id    uuid               not null,
  token         varbinary(64)      not null,
  token_version integer            not null,
  message_id    uuid               not null,
  receipt       varbinary(1048576) not null,
  constraint pk_send primary key (tenant_id, workspace_id, mailbox_id, token, token_version),
  constraint uq_send_message unique (tenant_id, workspace_id, mailbox_id, message_id)
);

-- The messages that were deleted, and of which deliveries or a send are still known.
create table deleted_message (
  tenant_id    uuid           not null,
  workspace_id uuid           not null,
  mailbox_id   uuid           not null,
  deleted_at   bigint         not null,
  message_id   uuid           not null,
  constraint pk_deleted_message primary key (tenant_id, workspace_id, mailbox_id, deleted_at, message_id),
  constraint fk_deleted_message_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id)
);

-- Entries of lists and suppressed addresses, each of exactly one place: the scope columns below it are null.
create table policy_entry (
  tenant_id     uuid             not null,
  entry_id      uuid             not null,
  workspace_id  uuid,
  mailbox_id    uuid,
  kind          smallint         not null,
  token         varbinary(64)    not null,
  token_version integer          not null,
  content       varbinary(65536) not null,
  created_at    bigint           not null,
  expires_at    bigint,
  constraint pk_policy_entry primary key (tenant_id, entry_id),
  constraint fk_policy_entry_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint fk_policy_entry_workspace foreign key (tenant_id, workspace_id) references workspace (tenant_id, workspace_id),
  constraint fk_policy_entry_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id),
  constraint ck_policy_entry_scope check (mailbox_id is null or workspace_id is not null),
  constraint ck_policy_entry_kind check (kind in (1, 2, 3))
);
create index ix_policy_entry_list on policy_entry (tenant_id, workspace_id, mailbox_id, kind, entry_id);
create index ix_policy_entry_token on policy_entry (tenant_id, workspace_id, mailbox_id, kind, token, token_version);

-- What is limited and counted of one tenant, workspace, mailbox or key: the owner's id, and the place that it lies at.
create table scope_limit (
  tenant_id    uuid           not null,
  owner_id     uuid           not null,
  workspace_id uuid,
  mailbox_id   uuid,
  kind         smallint       not null,
  per          smallint       not null,
  -- its place among the owner's limits
  place        smallint       not null,
  amount       bigint         not null,
  constraint pk_scope_limit primary key (tenant_id, owner_id, kind, per),
  constraint fk_scope_limit_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint fk_scope_limit_workspace foreign key (tenant_id, workspace_id) references workspace (tenant_id, workspace_id),
  constraint fk_scope_limit_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id),
  constraint ck_scope_limit_scope check (mailbox_id is null or workspace_id is not null),
  constraint ck_scope_limit_kind check (kind between 1 and 6),
  constraint ck_scope_limit_per check (per between 1 and 5),
  constraint ck_scope_limit_amount check (amount >= 0)
);

create table usage_count (
  tenant_id    uuid           not null,
  owner_id     uuid           not null,
  workspace_id uuid,
  mailbox_id   uuid,
  kind         smallint       not null,
  -- days since 1970-01-01, in UTC
  utc_day      integer        not null,
  amount       bigint         not null,
  constraint pk_usage_count primary key (tenant_id, owner_id, kind, utc_day),
  constraint fk_usage_count_tenant foreign key (tenant_id) references tenant (tenant_id),
  constraint fk_usage_count_workspace foreign key (tenant_id, workspace_id) references workspace (tenant_id, workspace_id),
  constraint fk_usage_count_mailbox foreign key (tenant_id, workspace_id, mailbox_id)
    references mailbox (tenant_id, workspace_id, mailbox_id),
  constraint ck_usage_count_scope check (mailbox_id is null or workspace_id is not null),
  constraint ck_usage_count_kind check (kind between 1 and 9)
);

-- The small things that a workspace keeps sealed; the owner is the workspace or one of its domains.
create table sealed_thing (
  tenant_id    uuid               not null,
  workspace_id uuid               not null,
  owner_id     uuid               not null,
  kind         smallint           not null,
  number       integer            not null,
  content      varbinary(1048576) not null,
  constraint pk_sealed_thing primary key (tenant_id, workspace_id, owner_id, kind, number),
  constraint fk_sealed_thing_workspace foreign key (tenant_id, workspace_id) references workspace (tenant_id, workspace_id),
  constraint ck_sealed_thing_kind check (kind in (1, 2)),
  constraint ck_sealed_thing_number check (number >= 0)
);

-- The small things that the engine itself keeps sealed; the owner is a domain of the platform.
create table engine_thing (
  owner_id     uuid               not null,
  kind         smallint           not null,
  number       integer            not null,
  content      varbinary(1048576) not null,
  constraint pk_engine_thing primary key (owner_id, kind, number),
  constraint ck_engine_thing_kind check (kind in (1, 2)),
  constraint ck_engine_thing_number check (number >= 0)
);

-- The engine's own log: one order for all tenants.
create table event (
  log_position bigint         not null,
  event_id     uuid           not null,
  tenant_id    uuid           not null,
  workspace_id uuid,
  mailbox_id   uuid,
  event_type   smallint       not null,
  happened_at  bigint         not null,
  actor_key_id uuid,
  message_id   uuid,
  detail       varchar(4000),
  constraint pk_event primary key (log_position),
  constraint ck_event_scope check (mailbox_id is null or workspace_id is not null)
);
create index ix_event_tenant on event (tenant_id, log_position);
create index ix_event_mailbox on event (tenant_id, workspace_id, mailbox_id, log_position);

create table event_cursor (
  subscription varchar(1000)  not null,
  log_position bigint         not null,
  constraint pk_event_cursor primary key (subscription)
);

-- How many different values there are in a hundred rows, so that the planner prefers the index that narrows most after the scope
-- columns. Fixed here, since statistics taken from a mailbox of the moment would make plans change under load.
alter table workspace alter column tenant_id selectivity 1;
alter table mailbox alter column tenant_id selectivity 1;
alter table mailbox alter column workspace_id selectivity 1;
alter table domain alter column tenant_id selectivity 1;
alter table domain alter column workspace_id selectivity 1;
alter table address alter column tenant_id selectivity 1;
alter table address alter column workspace_id selectivity 1;
alter table access_key alter column tenant_id selectivity 1;
alter table access_key alter column workspace_id selectivity 1;
alter table message alter column tenant_id selectivity 1;
alter table message alter column workspace_id selectivity 1;
alter table message alter column mailbox_id selectivity 1;
alter table message alter column unread selectivity 1;
alter table message alter column archived selectivity 1;
alter table message alter column sent selectivity 1;
alter table message_token alter column tenant_id selectivity 1;
alter table message_token alter column workspace_id selectivity 1;
alter table message_token alter column mailbox_id selectivity 1;
alter table delivery alter column tenant_id selectivity 1;
alter table delivery alter column workspace_id selectivity 1;
alter table delivery alter column mailbox_id selectivity 1;
alter table delivery alter column state selectivity 1;
alter table delivery alter column message_id selectivity 60;
alter table send alter column tenant_id selectivity 1;
alter table send alter column workspace_id selectivity 1;
alter table send alter column mailbox_id selectivity 1;
alter table send alter column token_version selectivity 1;
alter table deleted_message alter column tenant_id selectivity 1;
alter table deleted_message alter column workspace_id selectivity 1;
alter table deleted_message alter column mailbox_id selectivity 1;
alter table policy_entry alter column tenant_id selectivity 1;
alter table policy_entry alter column workspace_id selectivity 1;
alter table policy_entry alter column mailbox_id selectivity 1;
alter table policy_entry alter column kind selectivity 1;
alter table policy_entry alter column token_version selectivity 1;
alter table scope_limit alter column tenant_id selectivity 1;
alter table scope_limit alter column workspace_id selectivity 1;
alter table scope_limit alter column mailbox_id selectivity 1;
alter table usage_count alter column tenant_id selectivity 1;
alter table usage_count alter column workspace_id selectivity 1;
alter table usage_count alter column mailbox_id selectivity 1;
alter table usage_count alter column kind selectivity 1;
alter table sealed_thing alter column tenant_id selectivity 1;
alter table sealed_thing alter column workspace_id selectivity 1;
alter table sealed_thing alter column owner_id selectivity 1;
alter table event alter column tenant_id selectivity 1;
alter table event alter column workspace_id selectivity 1;
alter table event alter column mailbox_id selectivity 1;
alter table event alter column event_type selectivity 1;
alter table message alter column thread_id selectivity 60;
alter table message_token alter column token selectivity 30;
alter table message_token alter column message_id selectivity 60;
