import { expect, it } from "vitest";
import { addFault } from "../../../sandbox/telegram/faults.ts";
import { WHATSAPP } from "../../../sandbox/whatsapp/addresses.ts";
import { write } from "../../../sandbox/whatsapp/people.ts";
import { startRig, until } from "../../integration/whatsapp-web/rig.ts";

/** So many messages, with something breaking after every so many. */
const MESSAGES = 1_000;
const BREAKS = 50;

it("loses none of a thousand messages and repeats none, whatever breaks meanwhile", async () => {
  const rig = await startRig();
  const { line } = rig.page;
  const kill = () => {
    const browser = rig.web.browser();
    if (browser !== undefined) process.kill(browser, "SIGKILL");
  };
  const breaks = [
    () => line.drop(),
    () => line.state("CONFLICT"),
    kill,
    () => void addFault(rig.hub.world, { bot: WHATSAPP.id, type: "duplicate", times: 3 }),
    () => void addFault(rig.hub.world, { bot: WHATSAPP.id, type: "reorder", times: 3 }),
    () => {
      line.faults.early = line.faults.early !== true;
      kill();
    },
    () => {
      rig.inbox.fail = () => Promise.reject(new Error("the database is away"));
    },
  ];
  try {
    rig.web.start();
    await rig.reaches("ready");
    const people = [rig.person(), rig.person({ whatsapp: "phone" }), rig.person({ whatsapp: "hidden" })];
    const written: string[] = [];
    for (let number = 0; number < MESSAGES; number += 1) {
      const person = people[number % people.length] ?? people[0];
      if (!person) throw new Error("nobody");
      written.push(write(rig.hub, person.chat, { kind: "text", text: `message ${number}` }).id);
      if (number % BREAKS === BREAKS - 1) {
        breaks[((number / BREAKS) % breaks.length) | 0]?.();
        // It has noticed, or nothing of it was to be noticed.
        await until(() => rig.web.state.now().kind !== "ready" || rig.hub.queue.length === 0, 30_000);
      }
    }
    // What a fault holds back comes with the next message.
    for (const { chat } of people) written.push(write(rig.hub, chat, { kind: "text", text: "last" }).id);
    await until(() => rig.hub.queue.length === 0, 60_000);
    const heard = rig.inbox.events.flatMap((event) =>
      event.kind === "message" ? event.id.split("_")[2] : [],
    );
    expect(heard).toHaveLength(written.length);
    expect(new Set(heard)).toEqual(new Set(written));
  } finally {
    await rig.close();
  }
});
