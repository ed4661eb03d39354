import type { Actions } from "../turn.ts";
import { opens } from "./opens.ts";

/** Buttons that lead to the account, the pets and the catalogue. What they carry are ids and slugs of ours. */
export const areaActions: Actions = {
  register: opens("register"),
  profile: opens("profile"),
  link: opens("link"),
  consents: opens("consents"),
  "my-data": opens("my-data"),
  language: opens("language"),
  pets: opens("pets"),
  pet: opens("pet", "id"),
  "add-pet": opens("add-pet"),
  "pet-photo": opens("pet-photo", "id"),
  catalog: opens("catalog"),
  vets: opens("vets"),
  useful: opens("useful"),
  faq: opens("faq"),
  contacts: opens("contacts"),
};
