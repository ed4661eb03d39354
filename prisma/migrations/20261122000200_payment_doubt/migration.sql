-- AlterTable
ALTER TABLE "payment_task" ADD COLUMN     "doubt" TEXT;

-- What a person has to look at is few rows among many.
create index payment_task_for_a_person on payment_task (since)
  where done_at is null and (stuck is not null or doubt is not null);
