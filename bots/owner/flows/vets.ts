import { publishedReviews } from "../../../core/catalog/reviews.ts";
import { listVets, vetCard, type VetInfo } from "../../../core/catalog/vets.ts";
import { localized } from "../../../core/catalog/words.ts";
import { isSpecies } from "../../../core/pets/species.ts";
import type { Dialog, Stored } from "../../dialog/dialog.ts";
import { lines, moment, plain, t, type Locale, type Text } from "../../texts.ts";
import type { OwnerCore } from "../turn.ts";
import { supportButton } from "./buttons.ts";
import { CURRENCY } from "./currency.ts";
import { showOffers } from "./offers.ts";

/** As many reviews as fit one message and are read. */
const MAX_REVIEWS = 10;

/** The clinic's vets one card at a time: who they are, what others say, what can be bought from them. */
export async function vets(dialog: Dialog<OwnerCore>): Promise<void> {
  const { locale } = await dialog.person();
  for (;;) {
    const all = await dialog.read("vets", async ({ core }) => {
      const year = core.clock.now().getUTCFullYear();
      return (await listVets(core)).map((vet) => ({ ...vet, years: Math.max(year - vet.practiceSince, 0) }));
    });
    if (all.length === 0) return dialog.say(t("vets-none"), { menu: [[supportButton]] });
    const items = all.map((vet) => ({ value: vet.id, vet }));
    const { item, action } = await dialog.carousel("vets", items, ({ vet }) => ({
      text: card(vet, locale),
      ...(vet.photo !== undefined && { photo: vet.photo }),
      actions: [
        { value: "offers", label: t("vets-offers") },
        { value: "about", label: t("vets-about") },
        ...(vet.rating.count > 0
          ? [{ value: "reviews" as const, label: t("vets-reviews", { count: vet.rating.count }) }]
          : []),
        { value: "done", label: t("done") },
      ],
    }));
    if (action === "done") return dialog.say(t("done-here"));
    if (action === "about") await page(dialog, await words(dialog, item.vet, locale));
    if (action === "reviews") await page(dialog, await reviews(dialog, item.vet, locale));
    if (await offersOf(dialog, item.vet, locale)) return;
  }
}

type Vet = Stored<VetInfo & { readonly years: number }>;

/** A page about a vet, from which one goes on to what can be bought, or back to the cards. */
const page = (dialog: Dialog<OwnerCore>, text: Text): Promise<"offers"> =>
  dialog.choose(text, [{ value: "offers", label: t("vets-offers") }]);

/** What can be bought from a vet. False: nothing, which was said. */
async function offersOf(dialog: Dialog<OwnerCore>, vet: Vet, locale: Locale): Promise<boolean> {
  const name = localized(vet.name, locale);
  const packages = await dialog.read("vet", async ({ core }) => {
    const file = await vetCard(core, vet.id, { currency: CURRENCY });
    return file?.packages ?? [];
  });
  if (packages.length > 0) await showOffers(dialog, packages, { id: vet.id, name });
  else await dialog.say(t("vets-offers-none", { name }), { menu: [[supportButton]] });
  return packages.length > 0;
}

async function words(dialog: Dialog<OwnerCore>, vet: Vet, locale: Locale): Promise<Text> {
  const file = await dialog.read(
    "vet-words",
    async ({ core }) => (await vetCard(core, vet.id, { currency: CURRENCY })) ?? null,
  );
  return t("vets-page", {
    name: localized(vet.name, locale),
    about: file ? localized(file.about, locale) : "",
    education: file ? localized(file.education, locale) : "",
  });
}

async function reviews(dialog: Dialog<OwnerCore>, vet: Vet, locale: Locale): Promise<Text> {
  const { zone = "UTC" } = await dialog.person();
  const list = await dialog.read("reviews", ({ core }) =>
    publishedReviews(core, vet.id, { take: MAX_REVIEWS }),
  );
  const said = list.map(({ author, stars, words, at }) =>
    t("review", {
      stars: "★".repeat(stars) + "☆".repeat(5 - stars),
      author: author === "" ? t("review-nobody") : plain(author),
      day: moment(at, zone, "day"),
      words: words ?? t("review-no-words"),
    }),
  );
  return t("reviews-of", { name: localized(vet.name, locale), reviews: lines(said, "\n\n") });
}

function card(vet: Vet, locale: Locale): Text {
  const { average, count } = vet.rating;
  return t("vets-card", {
    name: localized(vet.name, locale),
    specialities: localized(vet.specialities, locale),
    years: vet.years,
    species: lines(
      vet.species.map((code) => (isSpecies(code) ? t(`species-many-${code}`) : plain(code))),
      ", ",
    ),
    languages: plain(languageNames(vet.languages, locale)),
    rating: average === undefined ? t("vets-no-rating") : t("vets-rating", { average, count }),
    duty: t(vet.onDuty ? "vets-on-duty" : "vets-off-duty"),
  });
}

function languageNames(codes: readonly string[], locale: Locale): string {
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return codes.map((code) => names.of(code) ?? code).join(", ");
}
