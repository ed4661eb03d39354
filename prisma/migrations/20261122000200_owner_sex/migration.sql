-- CreateEnum
CREATE TYPE "sex" AS ENUM ('female', 'male', 'undisclosed');

-- AlterTable
ALTER TABLE "owner" ADD COLUMN     "sex" "sex";
