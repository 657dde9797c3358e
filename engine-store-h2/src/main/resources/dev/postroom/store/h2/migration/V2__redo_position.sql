-- One row: the newest group of the redo log whose changes are in these tables.
create table redo_position (
  group_number bigint not null
);
insert into redo_position (group_number) values (0);
