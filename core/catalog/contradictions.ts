import { z } from "zod";
import { isZone } from "./format.ts";
import { consentKinds, isRequired, legalKinds } from "./legal.ts";
import { momentOf } from "./moments.ts";
import type { Path } from "./yaml.ts";

export interface Mistake {
  readonly path: Path;
  /** What is wrong, going on after the path. */
  readonly message: string;
}

/** Reads what it can of a file, so that these mistakes are told beside those of form. */
const list = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.object(shape)).catch([]);
const name = z.string().catch("");
const names = z.array(name).catch([]);
const outline = z.object({
  clinic: z
    .object({ slug: name, timeZone: z.string().refine(isZone).catch("UTC") })
    .catch({ slug: "", timeZone: "UTC" }),
  packages: list({ slug: name }),
  vets: list({ slug: name, packages: names }),
  promoCodes: list({ code: name, clinic: name, packages: names, validFrom: name, validUntil: name }),
  waysToPay: list({ slug: name }),
  faq: list({ slug: name }),
  legal: list({
    kind: z.enum(legalKinds).optional().catch(undefined),
    required: z.boolean().optional().catch(undefined),
  }),
});
type Outline = z.output<typeof outline>;

/** What may be well formed and yet cannot be so: names given twice, references to nothing, rules of the law. */
export function contradictions(file: unknown): Mistake[] {
  const read = outline.safeParse(file);
  if (!read.success) return [];
  const { packages, vets, promoCodes, waysToPay, faq, legal } = read.data;
  const offered = new Set(packages.map(({ slug }) => slug));
  const references = (path: Path, slugs: readonly string[]): Mistake[] => [
    ...slugs.flatMap((slug, index) =>
      slug === "" || offered.has(slug)
        ? []
        : [{ path: [...path, index], message: `names a package that is not in this file: ${slug}` }],
    ),
    ...twice(path, slugs, (slug) => slug),
  ];
  return [
    ...twice(["packages"], packages, ({ slug }) => slug, "slug"),
    ...twice(["vets"], vets, ({ slug }) => slug, "slug"),
    ...twice(["promoCodes"], promoCodes, ({ code }) => code, "code"),
    ...twice(["waysToPay"], waysToPay, ({ slug }) => slug, "slug"),
    ...twice(["faq"], faq, ({ slug }) => slug, "slug"),
    ...twice(["legal"], legal, ({ kind }) => kind ?? "", "kind"),
    ...vets.flatMap((vet, index) => references(["vets", index, "packages"], vet.packages)),
    ...promoCodes.flatMap((promo, index) => references(["promoCodes", index, "packages"], promo.packages)),
    ...clinics(read.data),
    ...validity(read.data),
    ...law(legal),
  ];
}

function twice<T>(path: Path, items: readonly T[], key: (item: T) => string, field?: string): Mistake[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const name = key(item);
    if (name === "" || !seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      { path: [...path, index, ...(field === undefined ? [] : [field])], message: `is here twice: ${name}` },
    ];
  });
}

function clinics({ clinic: { slug }, promoCodes }: Outline): Mistake[] {
  return promoCodes.flatMap(({ clinic }, index) =>
    clinic === "" || slug === "" || clinic === slug
      ? []
      : [
          {
            path: ["promoCodes", index, "clinic"],
            message: `names a clinic that is not in this file: ${clinic}`,
          },
        ],
  );
}

function validity({ clinic, promoCodes }: Outline): Mistake[] {
  return promoCodes.flatMap(({ validFrom, validUntil }, index) => {
    const from = momentOf(validFrom, clinic.timeZone, "from");
    const until = momentOf(validUntil, clinic.timeZone, "until");
    if (!from || !until || from < until) return [];
    return [{ path: ["promoCodes", index, "validUntil"], message: "is before validFrom" }];
  });
}

function law(legal: Outline["legal"]): Mistake[] {
  const missing = legalKinds.filter(
    (kind) => kind !== "marketing" && !legal.some((text) => text.kind === kind),
  );
  return [
    ...missing.map((kind) => ({ path: ["legal"], message: `has no text of the kind ${kind}` })),
    ...legal.flatMap(({ kind, required }, index) => {
      if (!kind || required === undefined || required === isRequired(kind)) return [];
      const asked = consentKinds.some((consent) => consent === kind);
      const message = asked
        ? `cannot be ${required} for ${kind}`
        : `is not for ${kind}, which is not asked for apart`;
      return [{ path: ["legal", index, "required"], message }];
    }),
  ];
}
