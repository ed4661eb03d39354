-- New values of types are used only by a later migration: Postgres wants them committed first.
-- AlterEnum
ALTER TYPE "order_state" ADD VALUE 'held' BEFORE 'paid';
ALTER TYPE "order_state" ADD VALUE 'released';

-- AlterEnum
ALTER TYPE "payment_task_kind" ADD VALUE 'capture';
ALTER TYPE "payment_task_kind" ADD VALUE 'void';
ALTER TYPE "payment_task_kind" ADD VALUE 'deadline';
ALTER TYPE "payment_task_kind" ADD VALUE 'receipt';
ALTER TYPE "payment_task_kind" ADD VALUE 'compare';
