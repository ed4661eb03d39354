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
alter table pet add constraint pet_birth check ((birth_date is null) = (birth_precision is null));

alter table pet add constraint pet_name check (name <> '');
alter table pet add constraint pet_species check ((species = 'other') = (species_name is not null));
alter table pet add constraint pet_breed check (breed is null or breed_name is null);
-- ISO 11784: a country's or maker's three digits and twelve of the animal.
alter table pet add constraint pet_chip check (chip ~ '^[0-9]{15}$');
-- From a newborn mouse to a draught horse.
alter table pet add constraint pet_weight check (weight_grams between 1 and 2000000);
alter table pet add constraint pet_deceased check (not deceased or archived_at is not null);
