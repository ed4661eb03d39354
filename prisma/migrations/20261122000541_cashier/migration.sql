-- CreateEnum
CREATE TYPE "transfer_decision_kind" AS ENUM ('booked', 'returned');

-- CreateEnum
CREATE TYPE "money_request_state" AS ENUM ('waiting', 'approved', 'declined', 'expired', 'failed');

-- CreateTable
CREATE TABLE "transfer_decision" (
    "bank_ref" TEXT NOT NULL,
    "kind" "transfer_decision_kind" NOT NULL,
    "attempt_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transfer_decision_pkey" PRIMARY KEY ("bank_ref")
);

-- CreateTable
CREATE TABLE "cashier_draft" (
    "staff_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cashier_draft_pkey" PRIMARY KEY ("staff_id")
);

-- CreateTable
CREATE TABLE "money_request" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "state" "money_request_state" NOT NULL DEFAULT 'waiting',
    "sealed" BYTEA NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "money_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID,
    "step" TEXT NOT NULL,
    "order_id" UUID,
    "attempt_id" UUID,
    "bank_ref" TEXT,
    "request_id" UUID,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "transfer_decision_attempt_id_key" ON "transfer_decision"("attempt_id");

-- CreateIndex
CREATE UNIQUE INDEX "money_request_number_key" ON "money_request"("number");

-- CreateIndex
CREATE INDEX "money_request_state_asked_at_idx" ON "money_request"("state", "asked_at");

-- CreateIndex
CREATE INDEX "audit_entry_order_id_idx" ON "audit_entry"("order_id");

-- AddForeignKey
ALTER TABLE "transfer_decision" ADD CONSTRAINT "transfer_decision_bank_ref_fkey" FOREIGN KEY ("bank_ref") REFERENCES "bank_transfer"("bank_ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_decision" ADD CONSTRAINT "transfer_decision_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "payment_attempt"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cashier_draft" ADD CONSTRAINT "cashier_draft_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "money_request" ADD CONSTRAINT "money_request_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "money_request" ADD CONSTRAINT "money_request_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A transfer that lay in suspense went one way, once.
alter table transfer_decision add constraint transfer_decision_attempt check ((kind = 'booked') = (attempt_id is not null));
create function transfer_decision_of_suspense() returns trigger language plpgsql as $$
begin
  if not exists (select from bank_transfer where bank_ref = new.bank_ref and outcome = 'suspense') then
    raise exception 'transfer % does not lie in suspense', new.bank_ref
      using errcode = 'check_violation', constraint = 'transfer_decision_of_suspense';
  end if;
  return null;
end $$;
create trigger transfer_decision_of_suspense after insert on transfer_decision
  for each row execute function transfer_decision_of_suspense();
create trigger transfer_decision_append_only before update or delete on transfer_decision
  for each row execute function refuse_change();

-- What a second person decides: decided once, and never by who asked.
alter table money_request add constraint money_request_amount check (amount > 0 and currency ~ '^[A-Z]{3}$');
alter table money_request add constraint money_request_expiry check (expires_at > asked_at);
alter table money_request add constraint money_request_second_person check (decided_by_id <> asked_by_id);
alter table money_request add constraint money_request_decided check (
  (decided_at is not null) = (state <> 'waiting')
  and (decided_by_id is not null) = (state in ('approved', 'declined', 'failed'))
);
create function money_request_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'waiting' then
    raise exception 'request % is decided', old.id
      using errcode = 'check_violation', constraint = 'money_request_once';
  end if;
  return new;
end $$;
create trigger money_request_once before update or delete on money_request
  for each row execute function money_request_once();

-- The trail is written and read, and nothing else.
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_change();
alter table audit_entry add constraint audit_entry_step check (step ~ '^[a-z]+$');

alter table staff drop constraint staff_awaiting;
alter table staff add constraint staff_awaiting check (awaiting ~ '^(answer(:[0-9]+)?|money)$');
