-- AlterTable
ALTER TABLE "identity" ADD COLUMN     "window_until" TIMESTAMPTZ(3);

-- WhatsApp reports that something was not delivered after it had been accepted, by the id of the message alone.
create index delivery_whatsapp_ids on delivery using gin (external_ids) where channel = 'whatsapp';

-- What was sent is kept for a while where it may still fail; housekeeping looks for it.
create index delivery_kept on delivery (at) where outcome = 'sent' and sealed is not null;
