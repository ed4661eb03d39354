/** How gateways find us when they have something to tell. */
export interface Ears {
  /** Shut: they find us away (503). */
  door: "open" | "shut";
  /** How often they were heard. */
  readonly heard: () => number;
  /** One is telling us something, and waits for our answer: until then it tells nothing else. */
  readonly listening: () => boolean;
  /** Undefined: nobody is there to hear it. */
  readonly hear: <T>(what: () => Promise<T>) => Promise<T | undefined>;
}

export function openEars(): Ears {
  let heard = 0;
  let answered = 0;
  const ears: Ears = {
    door: "open",
    heard: () => heard,
    listening: () => heard > answered,
    async hear(what) {
      if (ears.door === "shut") return undefined;
      heard += 1;
      try {
        return await what();
      } finally {
        answered += 1;
      }
    },
  };
  return ears;
}
