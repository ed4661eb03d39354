-- CreateEnum
CREATE TYPE "transfer_outcome" AS ENUM ('settled', 'suspense');

-- AlterTable
ALTER TABLE "clinic" ADD COLUMN     "bank" JSONB;

-- CreateTable
CREATE TABLE "way_to_pay" (
    "slug" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "advice" JSONB,
    "otherwise" JSONB,
    "gateways" TEXT[],
    "share" BOOLEAN NOT NULL,
    "countries" TEXT[],
    "not_countries" TEXT[],
    "position" INTEGER NOT NULL,

    CONSTRAINT "way_to_pay_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "payer_session" (
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payer_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_transfer" (
    "bank_ref" TEXT NOT NULL,
    "attempt_id" UUID NOT NULL,
    "outcome" "transfer_outcome" NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "received_on" DATE NOT NULL,
    "cashier_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_transfer_pkey" PRIMARY KEY ("bank_ref")
);

-- CreateIndex
CREATE INDEX "payer_session_attempt_id_idx" ON "payer_session"("attempt_id");

-- CreateIndex
CREATE INDEX "payer_session_at_idx" ON "payer_session"("at");

-- CreateIndex
CREATE INDEX "bank_transfer_attempt_id_idx" ON "bank_transfer"("attempt_id");

-- AddForeignKey
ALTER TABLE "payer_session" ADD CONSTRAINT "payer_session_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "payment_attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_transfer" ADD CONSTRAINT "bank_transfer_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "payment_attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_transfer" ADD CONSTRAINT "bank_transfer_cashier_id_fkey" FOREIGN KEY ("cashier_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A way leads to a gateway or to somebody else.
alter table way_to_pay add constraint way_to_pay_leads check (share = (cardinality(gateways) = 0));

-- An invoice is paid by one transfer; what else names it waits in suspense.
create unique index bank_transfer_settles on bank_transfer (attempt_id) where outcome = 'settled';
alter table bank_transfer add constraint bank_transfer_amount check (amount > 0);
alter table bank_transfer add constraint bank_transfer_currency check (currency ~ '^[A-Z]{3}$');
alter table bank_transfer add constraint bank_transfer_ref check (bank_ref ~ '^[[:alnum:]][[:alnum:]/-]{0,63}$');
create trigger bank_transfer_append_only before update or delete on bank_transfer
  for each row execute function refuse_change();
