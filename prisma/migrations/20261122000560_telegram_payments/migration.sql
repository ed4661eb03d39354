-- CreateTable
CREATE TABLE "telegram_payment" (
    "charge_id" TEXT NOT NULL,
    "attempt_id" UUID NOT NULL,
    "provider_charge_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "telegram_payment_pkey" PRIMARY KEY ("charge_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "telegram_payment_attempt_id_key" ON "telegram_payment"("attempt_id");

-- AddForeignKey
ALTER TABLE "telegram_payment" ADD CONSTRAINT "telegram_payment_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "payment_attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was told is kept as it was told.
alter table telegram_payment add constraint telegram_payment_amount check (amount > 0 and currency ~ '^[A-Z]{3}$');
create trigger telegram_payment_append_only before update or delete on telegram_payment
  for each row execute function refuse_change();
