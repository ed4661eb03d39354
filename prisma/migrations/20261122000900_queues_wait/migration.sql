-- What waits for its time, a few rows of many: after every batch both queues are asked for the next of them.
-- What was queued is due at once, so only what was put off is due later than it was made.
-- allowed: locks: queues hold what has not been done yet, and their indexes are made in a moment
create index inbox_held on inbox (hold_until) where hold_until is not null;
create index outbox_put_off on outbox (due_at) where due_at > created_at;
