-- Used only by a later migration: Postgres wants it committed first.
-- AlterEnum
ALTER TYPE "staff_role" ADD VALUE 'cashier' BEFORE 'administrator';
