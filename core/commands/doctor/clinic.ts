import type { LiveConfig } from "../../platform/config.ts";
import { connect } from "../../platform/database.ts";
import type { PrismaClient } from "../../../prisma/generated/client.ts";
import type { StaffRole } from "../../../prisma/generated/enums.ts";
import { counted, note, ok, problem, type Finding } from "./finding.ts";

/** Whether there is something to sell, and somebody to answer. Silent where the database is: that is said elsewhere. */
export async function checkClinic(config: LiveConfig): Promise<Finding[]> {
  const db = connect(config.databaseUrl, { max: 1 });
  try {
    return [...(await catalogue(db, config)), ...(await staff(db))];
  } catch {
    return [];
  } finally {
    await db.$disconnect();
  }
}

async function catalogue(db: PrismaClient, config: LiveConfig): Promise<Finding[]> {
  const subject = "catalogue";
  const [packages, vets, samples] = await Promise.all([
    db.package.count({ where: { retired: false } }),
    db.vet.count({ where: { retired: false } }),
    db.legalText.count({ where: { retired: false, sample: true } }),
  ]);
  if (packages === 0) {
    return [
      problem(
        subject,
        "there is none.",
        "Write one after prisma/seed/demo.yaml: npm run catalog -- import FILE.",
      ),
    ];
  }
  const shown = ok(subject, `${counted(packages, "package")}, ${counted(vets, "vet")}.`);
  if (samples === 0) return [shown];
  if (config.sandboxed) return [shown, note("legal texts", "samples, for the sandbox only.")];
  const mend = "Import a catalogue with your own texts: npm run catalog -- import FILE.";
  return [shown, problem("legal texts", "samples, which a live service must not show.", mend)];
}

async function staff(db: PrismaClient): Promise<Finding[]> {
  const subject = "staff";
  const working = await db.staff.findMany({ where: { revokedAt: null }, select: { roles: true } });
  const transfers = (await db.clinic.findFirst({ select: { bank: true } }))?.bank;
  const count = (role: StaffRole) => working.filter(({ roles }) => roles.includes(role)).length;
  if (count("vet") === 0) {
    return [
      problem(subject, "no vet has joined.", "npm run staff -- invite --role vet --vet SLUG --name NAME."),
    ];
  }
  const findings = [ok(subject, `${counted(count("vet"), "vet")} joined.`)];
  for (const [role, task] of [
    ["operator", "answers support"],
    ["administrator", "moderates reviews or sees what went wrong"],
    ...(transfers ? [["cashier", "confirms bank transfers"] as const] : []),
  ] as const) {
    if (count(role) > 0) continue;
    findings.push(note(subject, `nobody ${task}.`, `npm run staff -- invite --role ${role} --name NAME.`));
  }
  return findings;
}
