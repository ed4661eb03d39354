-- Orders.
alter table "order" add constraint order_amount check (
  list_amount > 0 and discount between 0 and list_amount and amount = list_amount - discount
);
alter table "order" add constraint order_currency check (currency ~ '^[A-Z]{3}$');
alter table "order" add constraint order_paid check ((paid_at is not null) = (state in ('paid', 'refunded')));
alter table "order" add constraint order_promo check (discount = 0 or promo_code is not null);
alter table "order" add constraint order_expiry check (expires_at > created_at);

-- Promo codes: neither budget is overrun, whoever writes. The code's row is the lock; each statement of a function sees
-- what was committed before it, so the count that follows the lock is right.
create function promo_use_limits() returns trigger language plpgsql as $$
declare
  promo promo_code%rowtype;
begin
  if new.state = 'released' then return new; end if;
  select * into promo from promo_code where code = new.code for no key update;
  if promo.max_uses <= (
    select count(*) from promo_use
    where code = new.code and state <> 'released' and order_id <> new.order_id
  ) then
    raise exception 'promo code %: no use left', new.code
      using errcode = 'check_violation', constraint = 'promo_use_limits';
  end if;
  if promo.max_per_person <= (
    select count(*) from promo_use
    where code = new.code and owner_id = new.owner_id and state <> 'released' and order_id <> new.order_id
  ) then
    raise exception 'promo code %: no use left for this person', new.code
      using errcode = 'check_violation', constraint = 'promo_use_limits';
  end if;
  return new;
end $$;
create trigger promo_use_limits before insert or update on promo_use
  for each row execute function promo_use_limits();

-- Entitlements.
alter table entitlement add constraint entitlement_session_amount check (session_amount >= 0);
alter table entitlement add constraint entitlement_expiry check (expires_at > granted_at);
alter table entitlement_entry add constraint entitlement_entry_delta check (
  case kind when 'grant' then delta > 0 when 'consume' then delta = -1 when 'giveback' then delta = 1 else delta < 0 end
);
-- The key's first word is the kind: two entries for one occasion cannot be told as something else.
alter table entitlement_entry add constraint entitlement_entry_key check (split_part(key, ':', 1) = kind::text);
create trigger entitlement_entry_append_only before update or delete on entitlement_entry
  for each row execute function refuse_change();

create function entitlement_not_overdrawn() returns trigger language plpgsql as $$
begin
  perform 1 from entitlement where id = new.entitlement_id for no key update;
  if new.delta + (select coalesce(sum(delta), 0) from entitlement_entry where entitlement_id = new.entitlement_id) < 0
  then
    raise exception 'entitlement % has nothing left', new.entitlement_id
      using errcode = 'check_violation', constraint = 'entitlement_not_overdrawn';
  end if;
  return new;
end $$;
create trigger entitlement_not_overdrawn before insert on entitlement_entry
  for each row execute function entitlement_not_overdrawn();

-- Attempts.
alter table payment_attempt add constraint payment_attempt_amount check (
  amount > 0 and captured >= 0 and refunded between 0 and captured
);
alter table payment_attempt add constraint payment_attempt_currency check (currency ~ '^[A-Z]{3}$');
alter table payment_attempt add constraint payment_attempt_captured check (
  (captured > 0) = (state in ('captured', 'partially_refunded', 'refunded'))
);
create unique index payment_attempt_one_live on payment_attempt (order_id)
  where state in ('created', 'pending', 'authorized');

-- What gateways told us: of the good ones each once.
alter table payment_notification add constraint payment_notification_verdict check (
  verdict in ('accepted', 'duplicate', 'bad_signature', 'bad_amount', 'unknown_order', 'malformed')
);
create unique index payment_notification_once on payment_notification (gateway, event_key)
  where verdict = 'accepted';

-- The ledger: added to, never changed; each entry balances in each currency when its transaction ends.
alter table ledger_entry add constraint ledger_entry_kind check (kind in ('capture', 'refund'));
alter table ledger_line add constraint ledger_line_amount check (amount <> 0);
alter table ledger_line add constraint ledger_line_currency check (currency ~ '^[A-Z]{3}$');
alter table ledger_line add constraint ledger_line_account check (
  account ~ '^clearing:[a-z]+$' or account in ('customer_prepayment', 'revenue', 'fees', 'suspense')
);
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
create trigger ledger_line_append_only before update or delete on ledger_line
  for each row execute function refuse_change();

create function ledger_entry_balances() returns trigger language plpgsql as $$
declare
  entry uuid := case when tg_table_name = 'ledger_entry' then (to_jsonb(new) ->> 'id')::uuid
                     else (to_jsonb(new) ->> 'entry_id')::uuid end;
begin
  if not exists (select from ledger_line where entry_id = entry)
    or exists (select from ledger_line where entry_id = entry group by currency having sum(amount) <> 0)
  then
    raise exception 'ledger entry % does not balance', entry
      using errcode = 'check_violation', constraint = 'ledger_entry_balances';
  end if;
  return null;
end $$;
create constraint trigger ledger_entry_balances after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_entry_balances();
create constraint trigger ledger_line_balances after insert on ledger_line
  deferrable initially deferred for each row execute function ledger_entry_balances();

-- What is still to be done at a gateway.
alter table payment_task add constraint payment_task_key check (key = kind::text || ':' || attempt_id::text);
alter table payment_task add constraint payment_task_amount check ((kind = 'refund') = (amount is not null) and amount > 0);
create index payment_task_waiting on payment_task (due_at) where done_at is null and stuck is null;
