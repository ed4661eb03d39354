/** The line to the hub: events come as a stream, what the page does goes as requests, one after the other. */

/** Which life of the page this is: the hub sends its history to a new one. */
const page = crypto.randomUUID();

const AGAIN_MS = 200;

let sending = Promise.resolve();

async function post(message) {
  for (;;) {
    try {
      const response = await fetch(`/hub?page=${page}`, { method: "POST", body: JSON.stringify(message) });
      if (response.ok) return await response.json();
    } catch {
      // The line is down: as WhatsApp Web does, keep it and send it when it is back.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** What waits to be sent together; nothing may overtake what was said before it. */
let burst;

/** Sends in order; resolves with the hub's answer. */
export function tell(message) {
  burst = undefined;
  const answer = sending.then(() => post(message));
  sending = answer;
  return answer;
}

/** Says one of things that come in bursts: those that follow each other go together. */
export function tellOf(t, item) {
  if (burst?.t === t) {
    burst.items.push(item);
    return;
  }
  const mine = { t, items: [item] };
  burst = mine;
  sending = sending.then(() => {
    if (burst === mine) burst = undefined;
    return post(mine);
  });
}

/**
 * @param {string | null} token this device, if it was paired
 * @param {(message: object) => void} hear
 * @param {() => void} dropped
 */
export function connect(token, hear, dropped) {
  const stream = new EventSource(`/hub?page=${page}&token=${encodeURIComponent(token ?? "")}`);
  stream.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
  stream.addEventListener("error", () => {
    stream.close();
    dropped();
    setTimeout(() => connect(localStorage.getItem("device"), hear, dropped), AGAIN_MS);
  });
}
