-- Dialogs that are open now were begun in Telegram: there was nothing else.
ALTER TABLE "dialog" ADD COLUMN     "channel" "channel" NOT NULL DEFAULT 'telegram';
ALTER TABLE "dialog" ALTER COLUMN "channel" DROP DEFAULT;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "merged_into_id" UUID;

-- CreateTable
CREATE TABLE "link" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "code_hash" TEXT NOT NULL,
    "opens" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "used_by_id" UUID,

    CONSTRAINT "link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_guess" (
    "person_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_guess_pkey" PRIMARY KEY ("person_id","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "link_code_hash_key" ON "link"("code_hash");

-- CreateIndex
CREATE INDEX "link_person_id_idx" ON "link"("person_id");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link" ADD CONSTRAINT "link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_guess" ADD CONSTRAINT "link_guess_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One live code a person; a used one is not live.
create unique index link_live on link (person_id) where ended_at is null;
alter table link add constraint link_used check (used_by_id is null or ended_at is not null);
alter table link add constraint link_expiry check (expires_at > created_at);

-- Nobody becomes themself.
alter table person add constraint person_merged check (merged_into_id <> id);
