-- One service, one clinic for now: the catalogue's readers take the only row.
create unique index clinic_only on clinic ((true));

alter table package add constraint package_sessions check (sessions between 1 and 1000);
alter table package add constraint package_valid_days check (valid_days between 1 and 3660);
alter table package_price add constraint package_price_amount check (amount > 0);
alter table package_price add constraint package_price_currency check (currency ~ '^[A-Z]{3}$');
alter table vet add constraint vet_practice_since check (practice_since between 1900 and 2200);

alter table promo_code add constraint promo_code_code check (code = upper(code) and code <> '');
alter table promo_code add constraint promo_code_value check (
  value > 0 and (kind <> 'percent' or value <= 100) and ((kind = 'amount') = (currency is not null))
);
alter table promo_code add constraint promo_code_uses check (max_uses > 0 and max_per_person > 0);
alter table promo_code add constraint promo_code_validity check (valid_from < valid_until);

-- A version of a legal text never changes: people agreed to it. A newer one retires it.
create unique index legal_text_in_force on legal_text (kind, locale) where not retired;
alter table legal_text add constraint legal_text_kind check (
  kind in ('agreement', 'processing', 'marketing', 'privacy', 'offer')
);
-- Nobody may be made to agree to advertisements, nor twice to what is agreed to with each order.
alter table legal_text add constraint legal_text_required check (not required or kind in ('agreement', 'processing'));
create function legal_text_unchanged() returns trigger language plpgsql as $$
begin
  if (old.kind, old.version, old.locale, old.title, old.body, old.hash, old.required, old.sample, old.published_at)
    is distinct from
    (new.kind, new.version, new.locale, new.title, new.body, new.hash, new.required, new.sample, new.published_at)
    or (old.retired and not new.retired)
  then
    raise exception 'a version of a legal text is never changed' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger legal_text_unchanged before update on legal_text for each row execute function legal_text_unchanged();

-- Staff.
alter table staff add constraint staff_revoked check (revoked_at is null or (on_duty_since is null and roles = '{}'));
alter table invitation add constraint invitation_used check ((used_by_id is null) = (used_at is null));
alter table invitation add constraint invitation_vet check (vet_id is null or role = 'vet');
