-- Whoever has a case is known, and a waiting case is nobody's.
alter table consultation add constraint consultation_vet check (
  case when state in ('scheduled', 'queued') then vet_id is null
       when state in ('taken', 'active', 'closed') then vet_id is not null
       else true end
);
-- Only an answered case can be active or closed: one that was not gives its session back instead.
alter table consultation add constraint consultation_answered check (
  (state not in ('active', 'closed') or answered_at is not null)
  and (state not in ('scheduled', 'queued', 'taken') or answered_at is null)
);
alter table consultation add constraint consultation_over check (
  (state in ('closed', 'expired', 'cancelled')) = (closed_at is not null)
);
alter table consultation add constraint consultation_closed_by check ((state = 'closed') = (closed_by is not null));
alter table consultation add constraint consultation_preferred check ((preferred_id is null) = (preferred_until is null));

-- Only an open support conversation without an operator waits for one.
alter table conversation add constraint conversation_waiting check (
  waiting_since is null or (kind = 'support' and open and staff_id is null)
);

alter table desk add constraint desk_awaiting check (awaiting in ('conclusion', 'note'));

alter table review add constraint review_stars check (stars between 1 and 5);
alter table review add constraint review_moderated check ((state = 'pending') = (moderated_at is null));

-- The timers and the queue look for what waits or runs.
create index consultation_waiting on consultation (starts_at) where state in ('scheduled', 'queued', 'taken');
