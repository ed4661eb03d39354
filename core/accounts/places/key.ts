/** How letters that are not Latin sound, in the spelling most maps use. */
const SOUNDS: Readonly<Record<string, string>> = {
  ...letters("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufie"),
  ж: "zh",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ь: "",
  ю: "yu",
  я: "ya",
  ...letters("іїєґўқғңөұүһә", "iieguqgnouuha"),
  ł: "l",
  ø: "o",
  ß: "ss",
  ı: "i",
  æ: "ae",
  đ: "d",
};

/** Spellings of one sound that maps and people write differently, applied in this order. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, "sh"],
  [/kh|gh/g, "h"],
  [/ts|tz/g, "c"],
  [/zh|j/g, "z"],
  [/x/g, "ks"],
  [/w/g, "v"],
  [/ck|q/g, "k"],
  // Petrozavodsk, Yekaterinburg, Podol'yevsk: the soft sound before a vowel comes and goes.
  [/[yi]+(?=[aeou])/g, ""],
  [/[yi]+/g, "i"],
  [/(.)\1/g, "$1"],
  [/(?<=.{3})i$/, ""],
];

/**
 * What two spellings of one name have in common, whatever the alphabet: `Екатеринбург`, `Yekaterinburg` and
 * `ekaterinburg` are one key. Letters of other alphabets stay as they are.
 */
export function nameKey(name: string): string {
  const sounded = Array.from(name.toLowerCase().normalize("NFC"), (letter) => SOUNDS[letter] ?? letter).join(
    "",
  );
  const bare = sounded
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
  return SPELLINGS.reduce((key, [spelling, sound]) => key.replace(spelling, sound), bare);
}

function letters(from: string, to: string): Record<string, string> {
  const sounds = Array.from(to);
  return Object.fromEntries(Array.from(from, (letter, index) => [letter, sounds[index] ?? ""]));
}
