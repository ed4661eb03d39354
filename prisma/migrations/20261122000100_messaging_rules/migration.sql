-- Queues are emptied and refilled all the time: room for updates in place, and an autovacuum that looks at the
-- number of dead rows, not at their share of a table that is nearly empty.
alter table inbox set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table outbox set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- One support conversation a person.
create unique index conversation_support on conversation (owner_id) where kind = 'support';

-- A file says where it is, or why it is nowhere.
alter table file add constraint file_stored check (state <> 'stored' or (store_key is not null and mime is not null and size is not null));
alter table file add constraint file_refused check ((state = 'refused') = (refusal is not null));
create index file_pending on file (due_at) where state = 'pending';

-- What an administrator has to look at.
create index delivery_uncertain on delivery (at) where outcome = 'uncertain' and retried_at is null;
create index set_aside_unseen on set_aside (at) where seen_at is null;
