/** Who is in every history, under the same ids each time: owners, vets and the cases between them. */
const idOf = (kind: number, number: number) =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, "0")}`;

export interface Player {
  readonly id: string;
  readonly side: "owner" | "staff";
  readonly channel: "telegram" | "staff";
  /** Id of the chat, which Telegram calls its person by, too. */
  readonly chat: number;
}

const player = (side: Player["side"], number: number): Player => ({
  id: idOf(side === "owner" ? 1 : 2, number),
  side,
  channel: side === "owner" ? "telegram" : "staff",
  chat: (side === "owner" ? 100 : 200) + number,
});

export const owners = [player("owner", 1), player("owner", 2), player("owner", 3)] as const;
export const vets = [player("staff", 1), player("staff", 2)] as const;
export const players: readonly Player[] = [...owners, ...vets];

/** An open consultation. */
export interface Case {
  readonly number: number;
  readonly conversation: string;
  readonly owner: Player;
  readonly vet: Player;
  /** Where it stands in the vet's chat. */
  readonly topic: number;
  /** The owner's plain messages go here; those of other cases quote. */
  readonly selected: boolean;
}

const caseOf = (number: number, owner: Player, vet: Player, selected: boolean): Case => ({
  number,
  conversation: idOf(3, number),
  owner,
  vet,
  topic: 1_000 + number,
  selected,
});

/** The first vet has two owners, the first owner two vets: two ways for a message to go astray. */
export const cases: readonly Case[] = [
  caseOf(1, owners[0], vets[0], true),
  caseOf(2, owners[1], vets[0], true),
  caseOf(3, owners[2], vets[1], true),
  caseOf(4, owners[0], vets[1], false),
];

/** Who reads what somebody says in a case. */
export const otherSide = ({
  by,
  case: { owner, vet },
}: {
  readonly by: Player;
  readonly case: Case;
}): Player => (by === owner ? vet : owner);

/** When every history begins. */
export const START = new Date("2026-05-11T09:00:00.000Z");

const text = (value: string) => `'${value}'`;
const rows = (values: readonly (readonly (string | number | boolean)[])[]): string =>
  values
    .map((row) => `(${row.map((value) => (typeof value === "string" ? text(value) : value)).join(", ")})`)
    .join(", ");

/** Statements that put them all in place, in an empty database that minds no foreign keys. */
export function castSql(): string {
  const at = START.toISOString();
  return `
    insert into clinic (id, slug, name, address, about, phone, email, time_zone, hours) values
      ('${idOf(0, 1)}', 'paw', '{}', '{}', '{}', '+74950000000', 'clinic@example.com', 'Europe/Moscow', '[]');
    insert into person (id, channel, locale, time_zone, created_at) values
      ${rows(players.map(({ id, channel }) => [id, channel, "en", "Europe/Moscow", at]))};
    insert into identity (channel, external_id, person_id, created_at) values
      ${rows(players.map(({ id, channel, chat }) => [channel, String(chat), id, at]))};
    insert into owner (id, first_name, last_name, phone, birth_date, email, city, registered_at) values
      ${rows(owners.map(({ id, chat }) => [id, "Anna", "Petrova", `+79990000${chat}`, "1990-05-01", "anna@example.com", "Moscow", at]))};
    insert into staff (id, name, roles, on_duty_since, joined_at) values
      ${rows(vets.map(({ id, chat }) => [id, `Dr ${chat}`, "{vet}", at, at]))};
    insert into pet (id, owner_id, name, species, created_at) values
      ${rows(owners.map(({ id, chat }) => [idOf(4, chat), id, "Rex", "dog", at]))};
    insert into conversation (id, kind, owner_id, staff_id, created_at) values
      ${rows(cases.map(({ conversation, owner, vet }) => [conversation, "consultation", owner.id, vet.id, at]))};
    insert into entitlement (id, owner_id, order_id, package_id, session_amount, currency, granted_at, expires_at) values
      ${rows(cases.map(({ number, owner }) => [idOf(6, number), owner.id, idOf(7, number), idOf(8, 1), 49_900, "RUB", at, "2027-05-11"]))};
    insert into desk (conversation_id, staff_id, topic) values
      ${rows(cases.map(({ conversation, vet, topic }) => [conversation, vet.id, String(topic)]))};
    insert into consultation (id, number, conversation_id, owner_id, pet_id, entitlement_id, state, complaint, vet_id,
      created_at, starts_at, taken_at, answered_at, last_message_at) values
      ${rows(
        cases.map(({ number, conversation, owner, vet }) => [
          idOf(5, number),
          number,
          conversation,
          owner.id,
          idOf(4, owner.chat),
          idOf(6, number),
          "active",
          "",
          vet.id,
          at,
          at,
          at,
          at,
          at,
        ]),
      )};
    update person set selected_id = c.id::uuid from (values
      ${rows(cases.flatMap(({ owner, conversation, selected }) => (selected ? [[owner.id, conversation]] : [])))}
    ) c (owner, id) where person.id = c.owner::uuid;`;
}
