-- Whose turn it is, in the order in which things came in, and what stands first in each lane: looked for at every batch,
-- however much waits.
-- allowed: locks: queues hold what has not been done yet, and their indexes are made in a moment
create index inbox_seq on inbox (seq);
create index outbox_lane on outbox (person_id, lane_id, channel, seq);
