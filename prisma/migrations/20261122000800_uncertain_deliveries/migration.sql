-- Counted at each reading of the metrics: they are few among millions.
drop index concurrently if exists delivery_uncertain;
create index concurrently delivery_uncertain on delivery (at) where outcome = 'uncertain';
