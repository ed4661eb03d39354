-- CreateTable
CREATE TABLE "order_price" (
    "order_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "list_amount" INTEGER NOT NULL,
    "discount" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "order_price_pkey" PRIMARY KEY ("order_id","currency")
);

-- CreateIndex
CREATE UNIQUE INDEX "order_price_order_id_currency_amount_key" ON "order_price"("order_id", "currency", "amount");

-- AddForeignKey
ALTER TABLE "order_price" ADD CONSTRAINT "order_price_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "promo_code" ADD COLUMN     "budget" INTEGER,
ADD COLUMN     "clinic_id" UUID;

-- AddForeignKey
ALTER TABLE "promo_code" ADD CONSTRAINT "promo_code_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Orders made so far have the one price that was named in the chat.
insert into order_price (order_id, currency, list_amount, discount, amount)
  select id, currency, list_amount, discount, amount from "order";

alter table order_price add constraint order_price_amount check (
  list_amount > 0 and discount between 0 and list_amount and amount = list_amount - discount
);
alter table order_price add constraint order_price_currency check (currency ~ '^[A-Z]{3}$');
create trigger order_price_frozen before update on order_price
  for each row execute function refuse_change();

-- The price named in the chat is one of them, whoever writes the order.
create function order_own_price() returns trigger language plpgsql as $$
begin
  insert into order_price (order_id, currency, list_amount, discount, amount)
    values (new.id, new.currency, new.list_amount, new.discount, new.amount);
  return null;
end $$;
create trigger order_own_price after insert on "order"
  for each row execute function order_own_price();
create function order_price_kept() returns trigger language plpgsql as $$
begin
  raise exception 'the price of an order is never changed' using errcode = 'integrity_constraint_violation';
end $$;
create trigger order_price_kept before update of currency, list_amount, discount, amount on "order"
  for each row
  when ((old.currency, old.list_amount, old.discount, old.amount)
        is distinct from (new.currency, new.list_amount, new.discount, new.amount))
  execute function order_price_kept();

-- An attempt asks for nothing but a price that its order was made with.
-- AddForeignKey
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_order_id_currency_amount_fkey" FOREIGN KEY ("order_id", "currency", "amount") REFERENCES "order_price"("order_id", "currency", "amount") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Promo codes: a budget counts in a currency, that of the sum where the code is for a sum.
alter table promo_code drop constraint promo_code_value;
alter table promo_code add constraint promo_code_value check (
  value > 0 and (kind <> 'percent' or value <= 100)
  and (currency is not null) = (kind = 'amount' or budget is not null)
);
alter table promo_code add constraint promo_code_budget check (budget > 0);

-- As before, and: what is taken off orders stays within the budget; a clinic's code is good for its own packages alone.
create or replace function promo_use_limits() returns trigger language plpgsql as $$
declare
  promo promo_code%rowtype;
  ordered record;
begin
  if new.state = 'released' then return new; end if;
  select * into promo from promo_code where code = new.code for no key update;
  select o.discount, o.currency, p.clinic_id into ordered
    from "order" o join package p on p.id = o.package_id where o.id = new.order_id;
  if promo.clinic_id <> ordered.clinic_id then
    raise exception 'promo code %: of another clinic', new.code
      using errcode = 'check_violation', constraint = 'promo_use_limits';
  end if;
  if promo.max_uses <= (
    select count(*) from promo_use
    where code = new.code and state <> 'released' and order_id <> new.order_id
  ) then
    raise exception 'promo code %: no use left', new.code
      using errcode = 'check_violation', constraint = 'promo_use_limits';
  end if;
  if promo.max_per_person <= (
    select count(*) from promo_use
    where code = new.code and owner_id = new.owner_id and state <> 'released' and order_id <> new.order_id
  ) then
    raise exception 'promo code %: no use left for this person', new.code
      using errcode = 'check_violation', constraint = 'promo_use_limits';
  end if;
  if promo.budget is not null and (
    ordered.currency <> promo.currency
    or promo.budget - ordered.discount < (
      select coalesce(sum(o.discount), 0) from promo_use u join "order" o on o.id = u.order_id
      where u.code = new.code and u.state <> 'released' and u.order_id <> new.order_id
    )
  ) then
    raise exception 'promo code %: its budget is spent', new.code
      using errcode = 'check_violation', constraint = 'promo_use_limits';
  end if;
  return new;
end $$;
