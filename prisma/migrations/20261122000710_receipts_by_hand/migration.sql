-- Where a payer wants the receipt, as they typed it on the page, sealed. Null: where the order says.
alter table payment_attempt add column receipt_to bytea;

-- An odd transfer that was decided to go back was sent: until then it lies in suspense.
create table transfer_sent (
  bank_ref text not null,
  sent_at timestamptz(3) not null,
  constraint transfer_sent_pkey primary key (bank_ref)
);
alter table transfer_sent add constraint transfer_sent_bank_ref_fkey
  foreign key (bank_ref) references transfer_decision (bank_ref) on delete restrict on update cascade;

create function transfer_sent_of_returned() returns trigger language plpgsql as $$
begin
  if not exists (select from transfer_decision where bank_ref = new.bank_ref and kind = 'returned') then
    raise exception 'transfer % is not to go back', new.bank_ref
      using errcode = 'check_violation', constraint = 'transfer_sent_of_returned';
  end if;
  return null;
end $$;
create trigger transfer_sent_of_returned after insert on transfer_sent
  for each row execute function transfer_sent_of_returned();

-- What was decided before went out of the books with the decision.
insert into transfer_sent (bank_ref, sent_at)
  select bank_ref, decided_at from transfer_decision where kind = 'returned';

create trigger transfer_sent_append_only before update or delete on transfer_sent
  for each row execute function refuse_change();
