/** Contacts as WhatsApp passes them: vCard 3.0 (RFC 2426), the number in WhatsApp's own parameter `waid`. */
export interface Card {
  /** Digits. */
  readonly phone: string;
  readonly firstName: string;
  readonly lastName?: string;
}

const unescaped = (value: string): string =>
  value
    .replaceAll(/\\([,;\\])/g, "$1")
    .replaceAll(/\\n/gi, " ")
    .trim();
const escaped = (value: string): string =>
  value.replaceAll(/[\\,;]/g, String.raw`\$&`).replaceAll(/\s+/g, " ");

/** The name and first number of a card; undefined when it has no number. */
export function readCard(text: string): Card | undefined {
  const lines = text.replaceAll(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const values = (name: string) =>
    lines.flatMap((line) => {
      const [, parameters = "", value = ""] =
        new RegExp(`^(?:[\\w-]+\\.)?${name}((?:;[^:]*)?):(.*)$`, "i").exec(line) ?? [];
      return value === "" ? [] : [{ parameters, value }];
    });
  const [number] = values("TEL");
  const phone = (/waid=(\d+)/i.exec(number?.parameters ?? "")?.[1] ?? number?.value ?? "").replaceAll(
    /\D/g,
    "",
  );
  if (phone === "") return undefined;
  const [last = "", first = ""] = (values("N")[0]?.value ?? "").split(/(?<!\\);/).map(unescaped);
  const full = unescaped(values("FN")[0]?.value ?? "");
  if (first === "") return { phone, firstName: full === "" ? last : full };
  return { phone, firstName: first, ...(last === "" ? {} : { lastName: last }) };
}

export function writeCard({ phone, firstName, lastName = "" }: Card): string {
  const digits = phone.replaceAll(/\D/g, "");
  const full = [firstName, lastName].filter((part) => part !== "").map(escaped);
  return [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:${escaped(lastName)};${escaped(firstName)};;;`,
    `FN:${full.join(" ")}`,
    `TEL;type=CELL;waid=${digits}:+${digits}`,
    "END:VCARD",
  ].join("\n");
}
