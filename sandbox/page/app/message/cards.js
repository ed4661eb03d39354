import { html } from "../base/html.js";
import { Icon } from "../base/icons.js";
import { useTexts } from "../base/texts.js";
import { Avatar } from "../ui/avatar.js";

/** A made-up map: the sandbox draws streets, it fetches none. */
function Streets({ seed }) {
  const shift = Math.abs(Math.round(seed * 1000)) % 40;
  return html`<svg
    class="streets"
    viewBox="0 0 260 130"
    preserveAspectRatio="xMidYMid slice"
    aria-hidden="true"
  >
    <path
      class="water"
      d="M0 ${96 + shift / 3} C60 ${80 + shift / 2} 120 126 260 ${92 - shift / 4} V130 H0 Z"
    />
    <path class="park" d="M${150 + shift / 2} 12 h62 v40 h-50 z" />
    <path class="street wide" d="M-5 ${40 + shift} L265 ${20 + shift / 2}" />
    <path
      class="street"
      d="M${40 + shift} -5 L${70 + shift} 135 M${120 + shift / 2} -5 L110 135 M${200 - shift} -5 L230 135"
    />
    <path class="street" d="M-5 ${78 + shift / 4} L265 ${70 - shift / 2} M-5 12 L265 ${4 + shift / 4}" />
  </svg>`;
}

export function Location({ location, venue }) {
  const t = useTexts();
  const { latitude, longitude } = location;
  const words = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return html`<figure class="location">
    <${Streets} seed=${latitude + longitude} />
    <span class="pin"><${Icon} name="place" size="30" /></span>
    <figcaption>
      ${venue ? html`<strong>${venue.title}</strong> ${venue.address}` : html`${t("kind-location")} <small>${words}</small>`}
    </figcaption>
  </figure>`;
}

export function Contact({ contact }) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  const phone = contact.phone_number.startsWith("+") ? contact.phone_number : `+${contact.phone_number}`;
  return html`<div class="contact">
    <${Avatar} name=${name} size="42" />
    <span class="about"><span class="name">${name}</span><span class="phone">${phone}</span></span>
  </div>`;
}

export function Invoice({ invoice }) {
  const amount = new Intl.NumberFormat(undefined, { style: "currency", currency: invoice.currency });
  return html`<div class="invoice">
    <strong>${invoice.title}</strong>
    <p>${invoice.description}</p>
    <strong>${amount.format(invoice.total_amount / 100)}</strong>
  </div>`;
}
