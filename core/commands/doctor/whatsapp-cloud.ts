import type { WhatsAppConfig } from "../../platform/config.ts";
import { askNumber, type ToldByMeta } from "../whatsapp.ts";
import { note, ok, problem, type Finding } from "./finding.ts";

const SUBJECT = "WhatsApp";

type CloudConfig = Extract<WhatsAppConfig, { driver: "cloud" }>;

/** Whether Meta knows the number and the token; and what cannot be seen from here. */
export async function checkWhatsAppCloud(config: CloudConfig): Promise<Finding[]> {
  return [...judged(await askNumber(config), config), webhook, template(config)];
}

function judged(told: ToldByMeta, config: CloudConfig): Finding[] {
  if ("silent" in told) {
    const mend = "Look at the network, a firewall or proxy, and WHATSAPP_API_ROOT; try again later.";
    return [problem(SUBJECT, `Meta does not answer (${told.silent}).`, mend)];
  }
  if ("refused" in told) return [refused(told.refused)];
  const findings = [ok(SUBJECT, "Meta knows the number and accepts the token.")];
  if (config.number !== undefined && config.number !== told.number)
    findings.push(
      problem(
        SUBJECT,
        "the number at Meta is another one than WHATSAPP_NUMBER, so links from Telegram lead elsewhere.",
        "Set WHATSAPP_NUMBER to the number that WHATSAPP_PHONE_ID stands for.",
      ),
    );
  if (told.quality === "RED")
    findings.push(
      note(
        SUBJECT,
        "Meta rates the number's quality as low, because people block or report it.",
        "Write to nobody who did not ask for it: Meta may limit or close the number.",
      ),
    );
  return findings;
}

function refused(what: Extract<ToldByMeta, { refused: string }>["refused"]): Finding {
  switch (what) {
    case "token":
      return problem(
        SUBJECT,
        "Meta does not accept WHATSAPP_TOKEN.",
        "Make a permanent token of a system user in Meta's Business settings; those of the app dashboard end after a day.",
      );
    case "number":
      return problem(
        SUBJECT,
        "Meta has no number for WHATSAPP_PHONE_ID that this token may see.",
        'Copy the "Phone number ID" (not the number) from WhatsApp > API Setup, and give the system user that account.',
      );
    case "permission":
      return problem(
        SUBJECT,
        "the token may not use the number.",
        "Make it with the permissions whatsapp_business_messaging and whatsapp_business_management.",
      );
  }
}

const webhook = note(
  "WhatsApp's webhook",
  "whether Meta posts to it cannot be seen from here.",
  'At Meta, WhatsApp > Configuration: <PUBLIC_URL>/webhooks/whatsapp with WHATSAPP_VERIFY_TOKEN, subscribed to "messages".',
);

const template = ({ template }: CloudConfig): Finding =>
  template === undefined
    ? note(
        "WhatsApp's template",
        "none, so what comes for people after a day of their silence waits until they write.",
        "Have one without parameters approved in ru and en, and set WHATSAPP_TEMPLATE to its name.",
      )
    : note(
        "WhatsApp's template",
        "whether Meta has approved WHATSAPP_TEMPLATE cannot be seen from here.",
        "See in WhatsApp Manager > Message templates that it is active in ru and en, without parameters.",
      );
