-- A vacuum would give the pages of an empty queue back; what is planned while it is one page reads all of it, and is still in
-- use when it has filled again.
alter table inbox set (vacuum_truncate = off);
alter table outbox set (vacuum_truncate = off);
