-- CreateTable
CREATE TABLE "offer" (
    "person_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "channel" "channel" NOT NULL,
    "external_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "offer_pkey" PRIMARY KEY ("person_id","seq")
);

-- CreateIndex
CREATE INDEX "offer_at_idx" ON "offer"("at");

-- CreateIndex
CREATE UNIQUE INDEX "offer_channel_external_id_person_id_key" ON "offer"("channel", "external_id", "person_id");

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
