import { render } from "preact";
import { App } from "./app.js";
import { html } from "./base/html.js";
import { preferences } from "./base/preferences.js";
import { loadTexts } from "./base/texts.js";
import { keepPhonesFilled } from "./data/people.js";
import { follow } from "./data/world.js";

preferences.set({});
await loadTexts();
render(html`<${App} />`, document.getElementById("app"));
keepPhonesFilled();
follow();
