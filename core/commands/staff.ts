import { StaffRole } from "../../prisma/generated/enums.ts";
import { anyoneOnDuty } from "../consultations/duty.ts";
import type { Core } from "../platform/core.ts";
import { invite, type Invited } from "../staff/invitations.ts";
import { listStaff } from "../staff/members.ts";
import { revoke } from "../staff/revoke.ts";
import { readArguments } from "./arguments.ts";
import { connect } from "./connect.ts";
import { complain, type CommandIo, type ExitCode } from "./io.ts";

const USAGE = [
  'npm run staff -- invite --role vet --vet SLUG --name "Dr Olga Konina"    SLUG: the vet in the catalogue',
  'npm run staff -- invite --role operator --name "Anna"                    answers support',
  'npm run staff -- invite --role cashier --name "Irina"                    books transfers, gives money back',
  'npm run staff -- invite --role administrator --name "Boris"              moderates, sees what went wrong',
  "npm run staff -- list                                                    who works here",
  "npm run staff -- revoke ID                                               ends somebody's work here; cases go back",
];

const options = { role: { type: "string" }, name: { type: "string" }, vet: { type: "string" } } as const;

/** A name stands above every message of a vet, in one line. */
const MAX_NAME = 60;

/** `staff invite …`, `staff list`, `staff revoke ID`. */
export async function staffCommand(args: string[], io: CommandIo): Promise<ExitCode> {
  const read = readArguments(args, options);
  const [action = "", id, ...rest] = read?.positionals ?? [];
  if (!read || rest.length > 0) return complain(io, USAGE);
  switch (action) {
    case "invite":
      return id === undefined ? inviteSomebody(io, read.values) : complain(io, USAGE);
    case "list":
      return id === undefined ? withCore(io, (core) => list(io, core)) : complain(io, USAGE);
    case "revoke":
      return id === undefined ? complain(io, USAGE) : withCore(io, (core) => end(io, core, id));
    default:
      return complain(io, USAGE);
  }
}

async function inviteSomebody(
  io: CommandIo,
  values: { role?: string; name?: string; vet?: string },
): Promise<ExitCode> {
  const role = Object.values(StaffRole).find((role) => role === values.role);
  const name = values.name?.trim() ?? "";
  const problems: string[] = [];
  if (!role) problems.push(`--role is one of: ${Object.values(StaffRole).join(", ")}.`);
  if (name === "") problems.push("--name is missing: the name that owners see above messages.");
  if (name.length > MAX_NAME) problems.push(`--name is longer than ${MAX_NAME} characters.`);
  if (!role || problems.length > 0) return complain(io, problems);
  return withCore(io, async (core) => {
    const vetSlug = values.vet;
    const invited = await invite(core, { role, name, ...(vetSlug !== undefined && { vetSlug }) });
    if (invited.kind !== "invited") return complain(io, [refusals[invited.kind], ...(await freeVets(core))]);
    io.print(invited.link);
    io.print(`It works once, until ${invited.expiresAt.toISOString()}. Send it to ${name} alone.`);
    return 0;
  });
}

const refusals: Record<Exclude<Invited["kind"], "invited">, string> = {
  vetMissing: "--vet is missing: which vet of the catalogue this is.",
  notAVet: "--vet is for vets only.",
  unknownVet: "--vet names nobody whom the catalogue shows.",
  vetTaken: "Somebody works as this vet already. End that first: npm run staff -- revoke ID.",
};

async function freeVets(core: Core): Promise<string[]> {
  const free = await core.db.vet.findMany({
    where: { retired: false, staffId: null },
    orderBy: { position: "asc" },
    select: { slug: true },
  });
  return free.length === 0 ? [] : [`Vets whom nobody is yet: ${free.map(({ slug }) => slug).join(", ")}.`];
}

async function list(io: CommandIo, core: Core): Promise<ExitCode> {
  const members = await listStaff(core);
  if (members.length === 0) io.print("Nobody has joined yet. Invite somebody with npm run staff -- invite.");
  for (const { id, name, roles, onDutySince } of members) {
    io.print([id, name, roles.join(" + "), onDutySince ? "on duty" : "off duty"].join("  "));
  }
  return 0;
}

async function end(io: CommandIo, core: Core, id: string): Promise<ExitCode> {
  const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
  const ended = uuid.test(id) ? await revoke(core, id) : ({ kind: "notStaff" } as const);
  if (ended.kind === "notStaff")
    return complain(io, ["Nobody who works here has this id. Look it up with npm run staff -- list."]);
  const { cases, chats } = ended;
  if (cases + chats === 0) {
    io.print("Done. They had nothing in hand.");
    return 0;
  }
  io.print(
    `Done. Back in the queues, and told to the owners: consultations ${cases}, support chats ${chats}.`,
  );
  if (cases > 0 && !(await anyoneOnDuty(core)))
    io.print(
      "No vet is on duty now: ask one to take over, owners were promised an answer within 30 minutes.",
    );
  return 0;
}

async function withCore(io: CommandIo, work: (core: Core) => Promise<ExitCode>): Promise<ExitCode> {
  const connection = await connect(io);
  if ("problems" in connection) return complain(io, connection.problems);
  try {
    return await work(connection.core);
  } finally {
    await connection.close();
  }
}
