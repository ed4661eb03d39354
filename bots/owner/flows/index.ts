import { activate } from "./activate.ts";
import { catalog } from "./catalog.ts";
import { consents } from "./consents.ts";
import { contacts } from "./contacts.ts";
import { faq } from "./faq.ts";
import { language } from "./language.ts";
import { link } from "./link.ts";
import { legal } from "./legal.ts";
import { myData } from "./my-data.ts";
import { order } from "./order.ts";
import { petPhoto } from "./pet-photo.ts";
import { addPet, pet, pets } from "./pets.ts";
import { profile } from "./profile.ts";
import { register } from "./register.ts";
import { review } from "./review.ts";
import { chats, services } from "./services.ts";
import { support } from "./support.ts";
import { useful } from "./useful.ts";
import { vets } from "./vets.ts";
import { welcome } from "./welcome.ts";

/** Flows about the account. */
const account = { welcome, register, link, consents, language, profile, "my-data": myData };

/** Flows about pets. */
const animals = { pets, pet, "add-pet": addPet, "pet-photo": petPhoto };

/** Flows about what the clinic offers. */
const offers = { catalog, vets, order, useful, faq, contacts, legal };

/** Flows about what was bought: using it, talking, rating, and help. */
const care = { services, activate, chats, review, support };

/** All that an owner can do in a dialog, by the name it is entered under. A new area is one line here. */
export const flows = { ...account, ...animals, ...offers, ...care };
