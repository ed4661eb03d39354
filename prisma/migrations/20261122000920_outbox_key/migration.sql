-- A row of the outbox is known by its id; its place in its lane is found by outbox_lane. One index less to write to.
alter table outbox
  drop constraint outbox_pkey,
  add constraint outbox_pkey primary key using index outbox_id_key;
