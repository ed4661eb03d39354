-- CreateEnum
CREATE TYPE "whatsapp_kind" AS ENUM ('off', 'starting', 'qr', 'code', 'ready', 'lost');

-- CreateEnum
CREATE TYPE "whatsapp_told" AS ENUM ('pairing', 'lost');

-- CreateTable
CREATE TABLE "whatsapp_state" (
    "number" TEXT NOT NULL,
    "kind" "whatsapp_kind" NOT NULL,
    "sealed" BYTEA,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "down_since" TIMESTAMPTZ(3),
    "told" "whatsapp_told",
    "token_hash" TEXT,
    "token_until" TIMESTAMPTZ(3),

    CONSTRAINT "whatsapp_state_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_state_token_hash_key" ON "whatsapp_state"("token_hash");

-- What pairs a device is kept no longer than it waits to be.
alter table whatsapp_state add constraint whatsapp_state_sealed check ((sealed is not null) = (kind in ('qr', 'code')));
alter table whatsapp_state add constraint whatsapp_state_token check ((token_hash is null) = (token_until is null));
