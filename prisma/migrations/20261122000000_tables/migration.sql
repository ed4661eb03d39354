-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "discount_kind" AS ENUM ('percent', 'amount');

-- CreateEnum
CREATE TYPE "consultation_state" AS ENUM ('scheduled', 'queued', 'taken', 'active', 'closed', 'expired', 'cancelled');

-- CreateEnum
CREATE TYPE "side" AS ENUM ('owner', 'staff', 'service');

-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('pending', 'published', 'rejected');

-- CreateEnum
CREATE TYPE "conversation_kind" AS ENUM ('consultation', 'support');

-- CreateEnum
CREATE TYPE "delivery_outcome" AS ENUM ('sent', 'refused', 'uncertain');

-- CreateEnum
CREATE TYPE "file_state" AS ENUM ('pending', 'stored', 'refused');

-- CreateEnum
CREATE TYPE "order_state" AS ENUM ('open', 'paid', 'cancelled', 'refunded');

-- CreateEnum
CREATE TYPE "promo_use_state" AS ENUM ('reserved', 'redeemed', 'released');

-- CreateEnum
CREATE TYPE "entitlement_entry_kind" AS ENUM ('grant', 'consume', 'giveback', 'revoke');

-- CreateEnum
CREATE TYPE "attempt_state" AS ENUM ('created', 'pending', 'authorized', 'captured', 'voided', 'expired', 'failed', 'partially_refunded', 'refunded');

-- CreateEnum
CREATE TYPE "payment_task_kind" AS ENUM ('check', 'refund');

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('vet', 'operator', 'administrator');

-- CreateEnum
CREATE TYPE "pet_sex" AS ENUM ('male', 'female');

-- CreateEnum
CREATE TYPE "day_precision" AS ENUM ('day', 'month', 'year');

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('telegram', 'whatsapp', 'staff');

-- CreateTable
CREATE TABLE "clinic" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "address" JSONB NOT NULL,
    "about" JSONB NOT NULL,
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "telegram" TEXT,
    "time_zone" TEXT NOT NULL,
    "hours" JSONB NOT NULL,

    CONSTRAINT "clinic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "details" JSONB NOT NULL,
    "sessions" INTEGER NOT NULL,
    "valid_days" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_price" (
    "package_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "package_price_pkey" PRIMARY KEY ("package_id","currency")
);

-- CreateTable
CREATE TABLE "vet" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "staff_id" UUID,
    "name" JSONB NOT NULL,
    "specialities" JSONB NOT NULL,
    "about" JSONB NOT NULL,
    "education" JSONB NOT NULL,
    "species" TEXT[],
    "languages" TEXT[],
    "practice_since" INTEGER NOT NULL,
    "photo_id" UUID,
    "position" INTEGER NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "vet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vet_package" (
    "vet_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,

    CONSTRAINT "vet_package_pkey" PRIMARY KEY ("vet_id","package_id")
);

-- CreateTable
CREATE TABLE "faq_entry" (
    "slug" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "answer" JSONB NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "faq_entry_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "promo_code" (
    "code" TEXT NOT NULL,
    "kind" "discount_kind" NOT NULL,
    "value" INTEGER NOT NULL,
    "currency" TEXT,
    "valid_from" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "max_uses" INTEGER,
    "max_per_person" INTEGER,
    "packages" TEXT[],
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "promo_code_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "consultation" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "once" TEXT,
    "conversation_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "pet_id" UUID NOT NULL,
    "entitlement_id" UUID NOT NULL,
    "state" "consultation_state" NOT NULL,
    "complaint" BYTEA NOT NULL,
    "vet_id" UUID,
    "preferred_id" UUID,
    "preferred_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "last_message_at" TIMESTAMPTZ(3),
    "warned_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" "side",
    "conclusion" BYTEA,

    CONSTRAINT "consultation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement" (
    "operation_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("operation_id")
);

-- CreateTable
CREATE TABLE "consultation_file" (
    "consultation_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "consultation_file_pkey" PRIMARY KEY ("consultation_id","file_id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "consultation_id" UUID NOT NULL,
    "vet_id" UUID,
    "staff_id" UUID NOT NULL,
    "author_name" TEXT NOT NULL,
    "stars" INTEGER NOT NULL,
    "words" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "state" "review_state" NOT NULL DEFAULT 'pending',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "moderated_by_id" UUID,
    "moderated_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "kind" "conversation_kind" NOT NULL,
    "owner_id" UUID NOT NULL,
    "staff_id" UUID,
    "open" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "contact" BYTEA,
    "waiting_since" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk" (
    "conversation_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "operation_id" UUID,
    "topic" TEXT,
    "awaiting" TEXT,

    CONSTRAINT "desk_pkey" PRIMARY KEY ("conversation_id","staff_id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "side" "side" NOT NULL,
    "internal" BOOLEAN NOT NULL DEFAULT false,
    "sealed" BYTEA NOT NULL,
    "reply_to_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_copy" (
    "channel" "channel" NOT NULL,
    "chat" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "part" INTEGER NOT NULL DEFAULT 0,
    "original" BOOLEAN NOT NULL,

    CONSTRAINT "message_copy_pkey" PRIMARY KEY ("channel","chat","external_id")
);

-- CreateTable
CREATE TABLE "received" (
    "channel" "channel" NOT NULL,
    "external_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "received_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "person_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "channel" "channel" NOT NULL,
    "external_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "album" TEXT,
    "hold_until" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("person_id","seq")
);

-- CreateTable
CREATE TABLE "outbox" (
    "person_id" UUID NOT NULL,
    "lane_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "sealed" BYTEA NOT NULL,
    "message_id" UUID,
    "part" INTEGER NOT NULL DEFAULT 0,
    "file_ids" UUID[],
    "tries" INTEGER NOT NULL DEFAULT 0,
    "unknowns" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("person_id","lane_id","seq")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "lane_id" UUID NOT NULL,
    "message_id" UUID,
    "part" INTEGER NOT NULL DEFAULT 0,
    "channel" "channel" NOT NULL,
    "outcome" "delivery_outcome" NOT NULL,
    "reason" TEXT,
    "external_ids" TEXT[],
    "tries" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sealed" BYTEA,
    "retried_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "set_aside" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "external_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "error" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "set_aside_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dialog" (
    "person_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dialog_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "kept_message" (
    "person_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "sealed" BYTEA NOT NULL,
    "channel" "channel" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_message_pkey" PRIMARY KEY ("person_id","seq")
);

-- CreateTable
CREATE TABLE "file" (
    "id" UUID NOT NULL,
    "person_id" UUID,
    "state" "file_state" NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" "channel",
    "source" BYTEA,
    "mime" TEXT,
    "size" INTEGER,
    "store_key" TEXT,
    "refusal" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timer" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "timer_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "order" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "token" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "vet_id" UUID,
    "state" "order_state" NOT NULL DEFAULT 'open',
    "payer" BYTEA,
    "locale" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "list_amount" INTEGER NOT NULL,
    "discount" INTEGER NOT NULL DEFAULT 0,
    "amount" INTEGER NOT NULL,
    "promo_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promo_use" (
    "order_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "state" "promo_use_state" NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promo_use_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "entitlement" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "vet_id" UUID,
    "session_amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entitlement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entitlement_entry" (
    "key" TEXT NOT NULL,
    "entitlement_id" UUID NOT NULL,
    "kind" "entitlement_entry_kind" NOT NULL,
    "delta" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entitlement_entry_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "payment_attempt" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "invoice" BIGSERIAL NOT NULL,
    "ref" TEXT,
    "state" "attempt_state" NOT NULL DEFAULT 'created',
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "captured" INTEGER NOT NULL DEFAULT 0,
    "refunded" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_notification" (
    "id" UUID NOT NULL,
    "gateway" TEXT NOT NULL,
    "event_key" TEXT NOT NULL,
    "attempt_id" UUID,
    "verdict" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "gateway_ref" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_line" (
    "entry_id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "ledger_line_pkey" PRIMARY KEY ("entry_id","account","currency")
);

-- CreateTable
CREATE TABLE "payment_task" (
    "key" TEXT NOT NULL,
    "attempt_id" UUID NOT NULL,
    "kind" "payment_task_kind" NOT NULL,
    "amount" INTEGER,
    "ref" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "stuck" TEXT,

    CONSTRAINT "payment_task_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "locale" TEXT,
    "time_zone" TEXT,
    "channel" "channel" NOT NULL,
    "selected_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "channel" "channel" NOT NULL,
    "external_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "blocked_at" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateTable
CREATE TABLE "owner" (
    "id" UUID NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "patronymic" TEXT,
    "phone" TEXT NOT NULL,
    "birth_date" DATE NOT NULL,
    "email" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "owner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "legal_text" (
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "required" BOOLEAN NOT NULL,
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "legal_text_pkey" PRIMARY KEY ("kind","version","locale")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "text_hash" TEXT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "channel" "channel" NOT NULL,
    "message_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "roles" "staff_role"[],
    "on_duty_since" TIMESTAMPTZ(3),
    "topics" BOOLEAN NOT NULL DEFAULT true,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "name" TEXT NOT NULL,
    "vet_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_by_id" UUID,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pet" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "species" TEXT NOT NULL,
    "species_name" TEXT,
    "breed" TEXT,
    "breed_name" TEXT,
    "sex" "pet_sex",
    "neutered" BOOLEAN,
    "birth_date" DATE,
    "birth_precision" "day_precision",
    "weight_grams" INTEGER,
    "chip" TEXT,
    "allergies" TEXT,
    "chronic" TEXT,
    "photo_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "deceased" BOOLEAN NOT NULL DEFAULT false,
    "once" TEXT,

    CONSTRAINT "pet_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "clinic_slug_key" ON "clinic"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "package_slug_key" ON "package"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "vet_slug_key" ON "vet"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "vet_staff_id_key" ON "vet"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_number_key" ON "consultation"("number");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_once_key" ON "consultation"("once");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_conversation_id_key" ON "consultation"("conversation_id");

-- CreateIndex
CREATE INDEX "consultation_owner_id_idx" ON "consultation"("owner_id");

-- CreateIndex
CREATE INDEX "consultation_state_starts_at_idx" ON "consultation"("state", "starts_at");

-- CreateIndex
CREATE INDEX "consultation_vet_id_idx" ON "consultation"("vet_id");

-- CreateIndex
CREATE INDEX "announcement_conversation_id_idx" ON "announcement"("conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_consultation_id_key" ON "review"("consultation_id");

-- CreateIndex
CREATE INDEX "review_vet_id_state_idx" ON "review"("vet_id", "state");

-- CreateIndex
CREATE INDEX "conversation_owner_id_idx" ON "conversation"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "desk_staff_id_topic_key" ON "desk"("staff_id", "topic");

-- CreateIndex
CREATE INDEX "message_conversation_id_created_at_idx" ON "message"("conversation_id", "created_at");

-- CreateIndex
CREATE INDEX "message_copy_message_id_idx" ON "message_copy"("message_id");

-- CreateIndex
CREATE INDEX "received_at_idx" ON "received"("at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_id_key" ON "outbox"("id");

-- CreateIndex
CREATE INDEX "delivery_message_id_idx" ON "delivery"("message_id");

-- CreateIndex
CREATE INDEX "timer_due_at_idx" ON "timer"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "order_number_key" ON "order"("number");

-- CreateIndex
CREATE UNIQUE INDEX "order_token_key" ON "order"("token");

-- CreateIndex
CREATE INDEX "order_owner_id_idx" ON "order"("owner_id");

-- CreateIndex
CREATE INDEX "promo_use_code_idx" ON "promo_use"("code");

-- CreateIndex
CREATE UNIQUE INDEX "entitlement_order_id_key" ON "entitlement"("order_id");

-- CreateIndex
CREATE INDEX "entitlement_owner_id_idx" ON "entitlement"("owner_id");

-- CreateIndex
CREATE INDEX "entitlement_entry_entitlement_id_idx" ON "entitlement_entry"("entitlement_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_invoice_key" ON "payment_attempt"("invoice");

-- CreateIndex
CREATE INDEX "payment_attempt_order_id_idx" ON "payment_attempt"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_gateway_ref_key" ON "payment_attempt"("gateway", "ref");

-- CreateIndex
CREATE INDEX "payment_notification_attempt_id_idx" ON "payment_notification"("attempt_id");

-- CreateIndex
CREATE INDEX "payment_notification_gateway_event_key_idx" ON "payment_notification"("gateway", "event_key");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_kind_gateway_ref_key" ON "ledger_entry"("kind", "gateway_ref");

-- CreateIndex
CREATE INDEX "payment_task_attempt_id_idx" ON "payment_task"("attempt_id");

-- CreateIndex
CREATE INDEX "payment_task_due_at_idx" ON "payment_task"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "identity_person_id_channel_key" ON "identity"("person_id", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "owner_phone_key" ON "owner"("phone");

-- CreateIndex
CREATE UNIQUE INDEX "consent_seq_key" ON "consent"("seq");

-- CreateIndex
CREATE INDEX "consent_person_id_kind_seq_idx" ON "consent"("person_id", "kind", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "pet_once_key" ON "pet"("once");

-- CreateIndex
CREATE INDEX "pet_owner_id_idx" ON "pet"("owner_id");

-- AddForeignKey
ALTER TABLE "package" ADD CONSTRAINT "package_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package_price" ADD CONSTRAINT "package_price_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vet" ADD CONSTRAINT "vet_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vet" ADD CONSTRAINT "vet_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vet" ADD CONSTRAINT "vet_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vet_package" ADD CONSTRAINT "vet_package_vet_id_fkey" FOREIGN KEY ("vet_id") REFERENCES "vet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vet_package" ADD CONSTRAINT "vet_package_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_pet_id_fkey" FOREIGN KEY ("pet_id") REFERENCES "pet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_entitlement_id_fkey" FOREIGN KEY ("entitlement_id") REFERENCES "entitlement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation_file" ADD CONSTRAINT "consultation_file_consultation_id_fkey" FOREIGN KEY ("consultation_id") REFERENCES "consultation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation_file" ADD CONSTRAINT "consultation_file_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_consultation_id_fkey" FOREIGN KEY ("consultation_id") REFERENCES "consultation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_vet_id_fkey" FOREIGN KEY ("vet_id") REFERENCES "vet"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk" ADD CONSTRAINT "desk_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_copy" ADD CONSTRAINT "message_copy_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dialog" ADD CONSTRAINT "dialog_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_vet_id_fkey" FOREIGN KEY ("vet_id") REFERENCES "vet"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promo_use" ADD CONSTRAINT "promo_use_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promo_use" ADD CONSTRAINT "promo_use_code_fkey" FOREIGN KEY ("code") REFERENCES "promo_code"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entitlement" ADD CONSTRAINT "entitlement_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entitlement" ADD CONSTRAINT "entitlement_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entitlement" ADD CONSTRAINT "entitlement_vet_id_fkey" FOREIGN KEY ("vet_id") REFERENCES "vet"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entitlement_entry" ADD CONSTRAINT "entitlement_entry_entitlement_id_fkey" FOREIGN KEY ("entitlement_id") REFERENCES "entitlement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_line" ADD CONSTRAINT "ledger_line_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "ledger_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_task" ADD CONSTRAINT "payment_task_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "payment_attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_selected_id_fkey" FOREIGN KEY ("selected_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "owner" ADD CONSTRAINT "owner_id_fkey" FOREIGN KEY ("id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_id_fkey" FOREIGN KEY ("id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_vet_id_fkey" FOREIGN KEY ("vet_id") REFERENCES "vet"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pet" ADD CONSTRAINT "pet_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "file"("id") ON DELETE SET NULL ON UPDATE CASCADE;


