-- A case may end as one that was not needed: the vet's last word on it is asked for like any conclusion.
alter table desk drop constraint desk_awaiting;
alter table desk add constraint desk_awaiting check (awaiting ~ '^(conclusion|decline|note|answer(:[0-9]+)?)$');
