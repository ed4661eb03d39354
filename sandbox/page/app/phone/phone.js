import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import { classes, html } from "../base/html.js";
import { preferences } from "../base/preferences.js";
import { useStore } from "../base/store.js";
import { useTexts } from "../base/texts.js";
import { commandsOf } from "../composer/commands.js";
import { Composer } from "../composer/composer.js";
import { ReplyKeyboard } from "../composer/reply-keyboard.js";
import { liveTopics, unread } from "../data/chat.js";
import { compose, useDraft } from "../data/drafts.js";
import { sandboxNow, world } from "../data/world.js";
import { phoneActs } from "./acts.js";
import { Answer, useAnswers } from "./answers.js";
import { BlockedBar, NotBegun, StartBar } from "./empty.js";
import { Header } from "./header.js";
import { Line } from "./line.js";
import { Topics } from "./topics.js";
import { Transcript } from "./transcript.js";

/** Which keyboard belongs to this place, and whether the person has folded it. */
function useKeyboard(chat, topic) {
  const [folded, setFolded] = useState({});
  const shown = chat?.keyboards.find((each) => each.topic === topic && each.rows.length > 0);
  const forced = chat?.keyboards.find((each) => each.topic === topic);
  if (!shown) return { placeholder: forced?.placeholder };
  const id = `${chat.key} ${shown.message}`;
  const hidden = folded[id] ?? shown.collapsed;
  return {
    placeholder: shown.placeholder,
    keyboard: shown,
    toggle: { shown: !hidden, toggle: () => setFolded((all) => ({ ...all, [id]: !hidden })) },
  };
}

/** The topic that is open; General, unless one was chosen and is still there. */
function useTopic(chat) {
  const { topic } = useStore(preferences);
  const chosen = topic[chat?.key] ?? 0;
  const there = chosen === 0 || liveTopics(chat ?? { topics: [] }).some(({ id }) => id === chosen);
  return {
    chosen: there ? chosen : 0,
    choose: (id) => preferences.set(({ topic }) => ({ topic: { ...topic, [chat.key]: id } })),
  };
}

/** How a bot is found in its messenger: on WhatsApp the id of the bot is its number. */
const addressOf = (app, bot) => (app === "whatsapp" ? `+${bot.id}` : `@${bot.username}`);

/**
 * One person's messenger, open at the bot.
 * @param {{role: "owner" | "vet", app: "telegram" | "whatsapp", bot: object, person: object, chat?: object,
 *   invitations: object[]}} props
 */
export function Phone({ role, app, bot, person, chat, invitations }) {
  const t = useTexts();
  const { actions } = useStore(world);
  const transcript = useRef(null);
  const key = `${bot.id}:${person.id}`;
  const { chosen, choose } = useTopic(chat);
  const divided = chat?.topicsOn && liveTopics(chat).length > 0;
  // Where topics have been switched off, everything is one list again.
  const topic = divided ? chosen : 0;
  const place = `${key}/${topic}`;
  const draft = useDraft(place);
  const write = useCallback((change) => compose(place, change), [place]);
  const { notice, tell, close } = useAnswers(chat);
  const { keyboard, placeholder, toggle } = useKeyboard(chat, topic);
  const latest = useRef(chat);
  latest.current = chat;
  const acts = useMemo(
    () =>
      phoneActs({
        key,
        topic,
        transcript,
        compose: write,
        notice: tell,
        chat: latest,
      }),
    [key, topic, write],
  );
  const action = actions[key]?.topic === topic ? actions[key].action : undefined;
  const counts = unread(chat).byTopic;
  const topicName = topic === 0 ? undefined : liveTopics(chat).find(({ id }) => id === topic)?.name;
  const begun = chat?.started || (chat?.messages.length ?? 0) > 0;
  // On Telegram a button begins; on WhatsApp the first message does.
  const writes = begun || app === "whatsapp";
  const title = t(`phone-${role}`, { app });

  return html`<article
    class=${classes("phone", divided && "divided", topic !== 0 && "in-topic")}
    aria-label=${title}
  >
    ${divided && html`<${Topics} chat=${chat} chosen=${topic} counts=${counts} onChoose=${choose} />`}
    <div class="conversation">
      <${Header}
        bot=${bot}
        address=${addressOf(app, bot)}
        chat=${chat}
        topicName=${topicName}
        action=${action}
        hasTopics=${bot.topics}
        acts=${acts}
      />
      ${
        begun
          ? html`<${Transcript}
              key=${place}
              chat=${chat}
              topic=${divided ? topic : null}
              sender=${bot.first_name}
              acts=${acts}
              transcript=${transcript}
              label=${topicName ? `${title}, ${topicName}` : title}
              now=${sandboxNow()}
            />`
          : html`<${NotBegun}
              app=${app}
              bot=${bot}
              person=${person}
              invitations=${invitations}
              acts=${acts}
            />`
      }
      <${Line} chat=${chat} />
      ${
        chat?.blocked
          ? html`<${BlockedBar} acts=${acts} />`
          : writes
            ? html`<${Composer}
                key=${place}
                app=${app}
                chatKey=${key}
                topic=${topic}
                draft=${draft}
                compose=${write}
                commands=${commandsOf(bot, person)}
                placeholder=${placeholder}
                sender=${bot.first_name}
                acts=${acts}
                keyboard=${toggle}
              />`
            : html`<${StartBar} acts=${acts} />`
      }
      ${
        begun &&
        !chat.blocked &&
        keyboard &&
        toggle.shown &&
        html`<${ReplyKeyboard}
          keyboard=${keyboard}
          onPress=${(button) => acts.run("press", { label: button.text })}
        />`
      }
      <${Answer} notice=${notice} title=${bot.first_name} onClose=${close} />
    </div>
  </article>`;
}
