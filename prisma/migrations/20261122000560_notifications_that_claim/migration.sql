-- What says that a payment ended without money does not say that somebody paid.
-- AlterTable
ALTER TABLE "payment_notification" ADD COLUMN     "claims_money" BOOLEAN NOT NULL DEFAULT true;
