-- CreateTable
CREATE TABLE "merchant_account" (
    "clinic_id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "merchant_account_pkey" PRIMARY KEY ("clinic_id","gateway")
);

-- CreateIndex
CREATE UNIQUE INDEX "merchant_account_name_key" ON "merchant_account"("name");

-- AddForeignKey
ALTER TABLE "merchant_account" ADD CONSTRAINT "merchant_account_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table merchant_account add constraint merchant_account_name check (
  name ~ ('^' || gateway || '@[a-z0-9-]+$')
);

-- Each account has its clearing account.
alter table ledger_line drop constraint ledger_line_account;
alter table ledger_line add constraint ledger_line_account check (
  account ~ '^clearing:[a-z]+(@[a-z0-9-]+)?$' or account in ('customer_prepayment', 'revenue', 'fees', 'suspense')
);
