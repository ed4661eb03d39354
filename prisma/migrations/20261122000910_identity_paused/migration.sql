drop index concurrently if exists identity_paused;
create index concurrently identity_paused on identity (paused_until) where paused_until is not null;
