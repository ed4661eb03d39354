import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { addPerson, changePerson } from "../data/people.js";
import { Avatar } from "../ui/avatar.js";
import { MenuItem, Popover } from "../ui/popover.js";
import { attempt } from "../ui/problem.js";

export const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

const LANGUAGES = { en: "English", ru: "Русский" };

/** Who holds this phone: change to another person, add one, change the language of their phone. */
export function People({ role, bot, people, person, unreadOf, onChoose }) {
  const t = useTexts();
  const elsewhere = people.some((each) => each.id !== person.id && unreadOf(each) > 0);
  const trigger = html`<${Avatar} name=${fullName(person)} size="26" />
    <span class="name">${fullName(person)}</span>
    <span class="language" aria-label=${t("phone-language")}
      >${(person.language_code ?? "en").toUpperCase()}</span
    >
    ${elsewhere && html`<span class="dot"><span class="unseen">${t("unread-elsewhere")}</span></span>`}
    <${Icon} name="chevron" size="16" />`;
  return html`<${Popover} label=${t("people")} triggerClass="button person" trigger=${trigger}>
    ${(close) => html`
      ${people.map((each) => {
        const count = unreadOf(each);
        return html`<${MenuItem}
          key=${each.id}
          icon=${html`<${Avatar} name=${fullName(each)} size="30" />`}
          checked=${each.id === person.id}
          note=${`${each.phone ?? ""}${count ? ` · ${t("unread-count", { count })}` : ""}`}
          onSelect=${() => {
            close();
            onChoose(each.id);
          }}
          >${fullName(each)}<//
        >`;
      })}
      <${MenuItem}
        icon=${html`<${Icon} name="plus" />`}
        onSelect=${async () => {
          close();
          const added = await attempt(() => addPerson(role, bot));
          if (added) onChoose(added);
        }}
        >${t(`new-${role}`)}<//
      >
      <hr class="menu-rule" />
      <p class="menu-title" role="presentation">${t("phone-language")}</p>
      ${Object.entries(LANGUAGES).map(
        ([code, name]) =>
          html`<${MenuItem}
            icon=${html`<${Icon} name="language" />`}
            checked=${(person.language_code ?? "en") === code}
            onSelect=${() => {
              close();
              void attempt(() => changePerson(person, { language_code: code }));
            }}
            >${name}<//
          >`,
      )}
    `}
  <//>`;
}
