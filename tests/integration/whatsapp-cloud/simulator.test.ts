import { describe, expect, it } from "vitest";
import { wamidOf } from "../../../sandbox/whatsapp/cloud/ids.ts";
import { rigForFile } from "./rig.ts";

const rig = await rigForFile();
const { writer, rawOf } = rig;
await rig.cloud.subscribe(rig.webhook);

describe("the simulator, which shares nothing with the driver", () => {
  const { root, version, phoneId, token } = rig.account;
  const post = async (body: object, more: { bearer?: string; phone?: string } = {}) => {
    const response = await fetch(`${root}/${version}/${more.phone ?? phoneId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${more.bearer ?? token}`, "content-type": "application/json" },
      body: JSON.stringify({ messaging_product: "whatsapp", ...body }),
    });
    const { error } = (await response.json()) as { error?: { code: number; message: string } };
    return error ? [response.status, error.code] : response.status;
  };
  const buttons = (...titles: string[]) => ({
    type: "interactive",
    interactive: {
      type: "button",
      body: { text: "?" },
      action: {
        buttons: titles.map((title, index) => ({ type: "reply", reply: { id: `${index}`, title } })),
      },
    },
  });
  const rows = (count: number, row: object = {}) => ({
    type: "interactive",
    interactive: {
      type: "list",
      body: { text: "?" },
      action: {
        button: "Open",
        sections: [
          { rows: Array.from({ length: count }, (_, index) => ({ id: `${index}`, title: "A", ...row })) },
        ],
      },
    },
  });
  const wrong: [string, object, number][] = [
    ["an empty text", { type: "text", text: { body: "" } }, 131009],
    ["4097 characters", { type: "text", text: { body: "x".repeat(4097) } }, 131009],
    ["no text", { type: "text" }, 131008],
    ["four buttons", buttons("A", "B", "C", "D"), 131009],
    ["a title of 21", buttons("x".repeat(21)), 131009],
    ["equal titles", buttons("A", "A"), 131009],
    ["eleven rows", rows(11), 131009],
    ["a row title of 25", rows(1, { title: "x".repeat(25) }), 131009],
    ["a description of 73", rows(1, { description: "x".repeat(73) }), 131009],
    ["an unknown file", { type: "image", image: { id: "5" } }, 131009],
    ["an unknown kind", { type: "poll" }, 100],
    ["an unknown template", { type: "template", template: { name: "x", language: { code: "ru" } } }, 132001],
    ["a quotation of nothing", { type: "text", text: { body: "x" }, context: { message_id: "5" } }, 131009],
    ["another product", { messaging_product: "telegram", type: "text", text: { body: "x" } }, 131008],
  ];
  it.each(wrong)("refuses %s", async (_name, body, code) => {
    const anna = await writer();
    expect(await post({ to: anna.phone, ...body })).toEqual([expect.any(Number), code]);
  });

  it("asks for the token, the number and somebody to send to", async () => {
    const body = { type: "text", text: { body: "x" } };
    expect(await post({ to: "1", ...body }, { bearer: "wrong" })).toEqual([401, 190]);
    expect(await post({ to: "1", ...body }, { phone: "1" })).toEqual([400, 100]);
    expect(await post(body)).toEqual([400, 131008]);
    expect(await post({ recipient: "not an id", ...body })).toEqual([400, 131009]);
  });

  it("takes a number in any form, before an id", async () => {
    const anna = await writer();
    const body = { to: `+${anna.phone}`, recipient: "RU.1", type: "text", text: { body: "here" } };
    expect(await post(body)).toBe(200);
    expect((await anna.last())?.text).toBe("here");
  });

  it("shows that it was read, and typing", async () => {
    const anna = await writer();
    const said = rawOf(anna.id, anna.said);
    await rig.told();
    const read = { status: "read", message_id: said && wamidOf(said), typing_indicator: { type: "text" } };
    expect(await post(read)).toBe(200);
    expect(said?.ack).toBe(3);
    expect((await anna.chat()).actions).toMatchObject([{ action: "typing" }]);
    expect(await post({ ...read, message_id: "wamid.1" })).toEqual([400, 131009]);
  });
});
