-- CreateEnum
CREATE TYPE "receipt_kind" AS ENUM ('prepayment', 'settlement', 'refund');

-- CreateEnum
CREATE TYPE "receipt_state" AS ENUM ('due', 'sent', 'done', 'none', 'refused');

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "paid_with_id" UUID;

-- AlterTable
ALTER TABLE "payment_attempt" ADD COLUMN     "hold_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ledger_entry" ADD COLUMN     "attempt_id" UUID,
ALTER COLUMN "order_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "payment_task" ADD COLUMN     "before" INTEGER,
ADD COLUMN     "once" TEXT,
ADD COLUMN     "why" TEXT;

-- CreateTable
CREATE TABLE "order_start" (
    "order_id" UUID NOT NULL,
    "pet_id" UUID NOT NULL,
    "complaint" BYTEA NOT NULL,
    "starts_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_start_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "key" TEXT NOT NULL,
    "attempt_id" UUID NOT NULL,
    "kind" "receipt_kind" NOT NULL,
    "state" "receipt_state" NOT NULL DEFAULT 'due',
    "currency" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "lines" JSONB NOT NULL,
    "ref" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "order_paid_with_id_key" ON "order"("paid_with_id");

-- CreateIndex
CREATE INDEX "ledger_entry_attempt_id_idx" ON "ledger_entry"("attempt_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_task_once_key" ON "payment_task"("once");

-- CreateIndex
CREATE INDEX "receipt_attempt_id_idx" ON "receipt"("attempt_id");

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_paid_with_id_fkey" FOREIGN KEY ("paid_with_id") REFERENCES "payment_attempt"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_start" ADD CONSTRAINT "order_start_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "payment_attempt"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "payment_attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Which payment an order was paid with: of those that came, the one that is not on its way back.
update "order" o set paid_with_id = (
  select a.id from payment_attempt a
  where a.order_id = o.id and a.state = 'captured' and a.captured = a.amount
    and not exists (select from payment_task t where t.attempt_id = a.id and t.kind = 'refund')
  order by a.invoice limit 1
) where o.state = 'paid';

-- Orders: what is held is neither paid nor open; only what pays it may be named as its payment.
alter table "order" drop constraint order_paid;
alter table "order" add constraint order_paid check ((paid_at is not null) = (state in ('paid', 'refunded')));
alter table "order" add constraint order_paid_with check (
  (state not in ('held', 'released') or paid_with_id is not null) and (state <> 'open' or paid_with_id is null)
);

-- Several refunds of one payment, numbered. The first is the one there was.
alter table payment_task drop constraint payment_task_key;
update payment_task set key = key || ':1', why = 'surplus' where kind = 'refund';
alter table payment_task add constraint payment_task_key check (
  case kind
    when 'refund' then key ~ ('^refund:' || attempt_id::text || ':[1-9][0-9]*$')
    when 'receipt' then key ~ ('^receipt:' || attempt_id::text || ':[psr][1-9][0-9]*$')
    else key = kind::text || ':' || attempt_id::text
  end
);
alter table payment_task add constraint payment_task_why check (
  (kind = 'refund') = (why is not null) and why in ('surplus', 'unneeded', 'sessions', 'decided')
);
-- What is held is either taken or let go: whoever decides first has decided.
create unique index payment_task_one_decision on payment_task (attempt_id) where kind in ('capture', 'void');

-- Nothing is given back beyond what came, with all that is still on its way back.
create function payment_task_refunds() returns trigger language plpgsql as $$
declare
  came integer;
begin
  select captured into came from payment_attempt where id = new.attempt_id for no key update;
  if came < (select sum(amount) from payment_task where attempt_id = new.attempt_id and kind = 'refund') then
    raise exception 'more is to go back of attempt % than came', new.attempt_id
      using errcode = 'check_violation', constraint = 'payment_task_refunds';
  end if;
  return null;
end $$;
create trigger payment_task_refunds after insert on payment_task
  for each row when (new.kind = 'refund') execute function payment_task_refunds();

-- The ledger names the payment whose money moves.
alter table ledger_entry disable trigger ledger_entry_append_only;
update ledger_entry e set attempt_id = (
  select a.id from payment_attempt a
  where e.gateway_ref = a.gateway || ':' || coalesce(a.ref, a.invoice::text)
);
alter table ledger_entry enable trigger ledger_entry_append_only;
alter table ledger_entry drop constraint ledger_entry_kind;
alter table ledger_entry add constraint ledger_entry_kind check (
  kind in ('capture', 'refund', 'recognise', 'fee', 'suspense_in', 'suspense_out', 'transfer')
);

-- Receipts add up, whatever was spread over their lines.
create function receipt_sum(lines jsonb) returns bigint language sql immutable as $$
  select coalesce(sum((line ->> 'sum')::bigint), 0) from jsonb_array_elements(lines) line
$$;
alter table receipt add constraint receipt_total check (total > 0 and total = receipt_sum(lines));
alter table receipt add constraint receipt_currency check (currency ~ '^[A-Z]{3}$');
alter table receipt add constraint receipt_key check (
  key ~ ('^' || attempt_id::text || ':' || left(kind::text, 1) || '[1-9][0-9]*$')
);

-- Entitlements end: what is left of their price is earned then.
insert into timer (key, kind, due_at, payload)
  select 'entitlement:' || id || ':end', 'entitlementEnd', expires_at, jsonb_build_object('entitlement', id)
  from entitlement;
