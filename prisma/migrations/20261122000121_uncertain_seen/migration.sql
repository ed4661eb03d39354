alter table delivery add column seen_at timestamptz(3);
