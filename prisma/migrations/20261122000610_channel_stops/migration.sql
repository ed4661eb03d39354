-- CreateTable
CREATE TABLE "channel_stop" (
    "id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "stopped_by_id" UUID,
    "reason" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "started_by_id" UUID,

    CONSTRAINT "channel_stop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_stop_told" (
    "stop_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,

    CONSTRAINT "channel_stop_told_pkey" PRIMARY KEY ("stop_id","conversation_id")
);

-- AddForeignKey
ALTER TABLE "channel_stop" ADD CONSTRAINT "channel_stop_stopped_by_id_fkey" FOREIGN KEY ("stopped_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_stop" ADD CONSTRAINT "channel_stop_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_stop_told" ADD CONSTRAINT "channel_stop_told_stop_id_fkey" FOREIGN KEY ("stop_id") REFERENCES "channel_stop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_stop_told" ADD CONSTRAINT "channel_stop_told_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Off is off: a second stop has to find the first.
create unique index channel_stop_open on channel_stop (channel) where ended_at is null;
-- The staff's bot is where it is switched on again.
alter table channel_stop add constraint channel_stop_channel check (channel <> 'staff');
alter table channel_stop add constraint channel_stop_order check (ended_at >= since);
alter table channel_stop add constraint channel_stop_started check (started_by_id is null or ended_at is not null);
