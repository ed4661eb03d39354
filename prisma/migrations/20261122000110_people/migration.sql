-- The order of a person's answers, also of two that fall on one moment.
alter table consent add column seq bigserial not null;
create unique index consent_seq_key on consent (seq);
drop index consent_person_id_kind_at_idx;
create index consent_person_id_kind_seq_idx on consent (person_id, kind, seq);

-- Proof of what was agreed to: added to, never changed.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;
create trigger consent_append_only before update or delete on consent
  for each row execute function refuse_change();

alter table owner add constraint owner_phone_e164 check (phone ~ '^\+[1-9][0-9]{6,14}$');
alter table owner add constraint owner_names check (first_name <> '' and last_name <> '' and patronymic <> '' and city <> '');
alter table owner add constraint owner_birth_date check (birth_date >= date '1900-01-01');

-- How exactly a pet's birth date is known.
create type day_precision as enum ('day', 'month', 'year');
alter table pet add column birth_precision day_precision;
alter table pet add constraint pet_birth check ((birth_date is null) = (birth_precision is null));

-- A step of a dialog that is tried again adds no second pet.
alter table pet add column once text;
create unique index pet_once_key on pet (once);

alter table pet add constraint pet_name check (name <> '');
alter table pet add constraint pet_species check ((species = 'other') = (species_name is not null));
alter table pet add constraint pet_breed check (breed is null or breed_name is null);
-- ISO 11784: a country's or maker's three digits and twelve of the animal.
alter table pet add constraint pet_chip check (chip ~ '^[0-9]{15}$');
-- From a newborn mouse to a draught horse.
alter table pet add constraint pet_weight check (weight_grams between 1 and 2000000);
alter table pet add constraint pet_deceased check (not deceased or archived_at is not null);
