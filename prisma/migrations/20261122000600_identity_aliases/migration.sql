-- CreateTable
CREATE TABLE "identity_alias" (
    "channel" "channel" NOT NULL,
    "alias" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "preferred" BOOLEAN NOT NULL,

    CONSTRAINT "identity_alias_pkey" PRIMARY KEY ("channel","alias")
);

-- CreateIndex
CREATE UNIQUE INDEX "identity_alias_channel_external_id_key" ON "identity_alias"("channel", "external_id");

-- AddForeignKey
ALTER TABLE "identity_alias" ADD CONSTRAINT "identity_alias_channel_external_id_fkey" FOREIGN KEY ("channel", "external_id") REFERENCES "identity"("channel", "external_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A second name, not the same one twice.
alter table identity_alias add constraint identity_alias_other check (alias <> external_id);
