import type { Core } from "../../../../core/platform/core.ts";
import { practice, type Practice } from "../../../support/practice.ts";
import { bankNames } from "./banks.ts";
import { LIMITS, sell } from "./goods.ts";

/** A clinic that sells, and whoever buys there and works there. */
export interface Clinic {
  readonly practice: Practice;
  /** What nobody can crash: to look at the world, not to act in it. */
  readonly calm: Core;
  readonly owners: readonly { readonly id: string; readonly pet: string }[];
  readonly vet: string;
  /** Two who decide about money. */
  readonly cashiers: readonly [string, string];
}

export async function openClinic(): Promise<Clinic> {
  const paw = await practice();
  const calm: Core = {
    ...paw.core,
    settings: {
      ...paw.core.settings,
      publicUrl: "https://clinic.example",
      gateways: [...bankNames],
      holds: true,
      cashierLimits: LIMITS,
    },
  };
  await sell(calm);
  const vet = await paw.staff("Dr Olga Konina");
  const cashiers = [
    await paw.staff("Galina", { roles: ["cashier"] }),
    await paw.staff("Denis", { roles: ["cashier"] }),
  ] as const;
  const owners = [];
  for (const name of ["Anna", "Boris", "Vera"]) {
    const id = await paw.owner(name);
    owners.push({ id, pet: await paw.pet(id) });
  }
  return { practice: paw, calm, owners, vet, cashiers };
}
