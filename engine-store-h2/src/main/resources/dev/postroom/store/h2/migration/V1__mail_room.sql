create table tenant (
  tenant_id uuid not null,
  created_at timestamp(3) with time zone not null,
  constraint pk_tenant primary key (tenant_id)
);
