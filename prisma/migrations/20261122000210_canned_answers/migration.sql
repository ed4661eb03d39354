-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "awaiting" TEXT;

-- CreateTable
CREATE TABLE "canned_answer" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "staff_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "canned_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "canned_answer_number_key" ON "canned_answer"("number");

-- CreateIndex
CREATE INDEX "canned_answer_staff_id_number_idx" ON "canned_answer"("staff_id", "number");

-- AddForeignKey
ALTER TABLE "canned_answer" ADD CONSTRAINT "canned_answer_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Beside a note and a conclusion, a canned answer may be asked for: a new one, or another text for one.
alter table desk drop constraint desk_awaiting;
alter table desk add constraint desk_awaiting check (awaiting ~ '^(conclusion|note|answer(:[0-9]+)?)$');
alter table staff add constraint staff_awaiting check (awaiting ~ '^answer(:[0-9]+)?$');
