/**
 * whatsapp-web.js as it is, with what it leaves to chance settled in subclasses. It is loaded when it is first needed:
 * together with puppeteer it takes half a second.
 *
 * - The library closes the browser from several places, some of them un-awaited: here it is closed once, and whoever
 *   else asks waits for that. Closing it twice kills it before it has written down a fresh pairing.
 * - It injects itself anew after each navigation, un-awaited: when the browser is closed meanwhile, nobody would catch
 *   what that rejects with, and the process would end.
 * - Told twice that the page has synchronised, it says that it is ready before it listens to the page, and what happens
 *   until then no event tells of: here it is ready when it listens.
 * - After a logout it deletes the session's folder under the running browser: here that waits for the supervisor.
 */
import type { Client as Base, ClientOptions } from "whatsapp-web.js";

export interface LibraryOptions {
  /** The session is kept below it. */
  readonly dataPath: string;
  readonly puppeteer: NonNullable<ClientOptions["puppeteer"]>;
  /** Digits of the number to be paired by a code; undefined: by a QR code. */
  readonly pairNumber: string | undefined;
  /** Hears what the library would have let go unheard. */
  readonly failed: (error: unknown) => void;
}

/** Folder of the session's browser profile below `dataPath`, as LocalAuth names it. */
export const PROFILE = "session-pawline";

/** What the type declarations of the library leave out. */
interface Inner {
  inject(): Promise<void>;
  attachEventListeners(): Promise<void>;
}

export async function loadLibrary() {
  const { default: library } = await import("whatsapp-web.js");
  const { Client, LocalAuth, MessageMedia, Location, Poll } = library;

  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- there, but not declared
  const inner = Client.prototype as unknown as Inner;

  class Session extends LocalAuth {
    /** The supervisor removes the folder when nobody has it open any more. */
    override logout = async (): Promise<void> => {};
  }

  class CalmClient extends Client {
    readonly #failed: (error: unknown) => void;
    #closing: Promise<void> | undefined;
    #injected = false;
    #listens = false;

    constructor(options: ClientOptions, failed: (error: unknown) => void) {
      super(options);
      this.#failed = failed;
    }

    /** Only keeps copies of WhatsApp's page for those who pin a version of it. */
    async initWebVersionCache(): Promise<void> {}

    /** The first time `initialize` waits for it; later nobody does. */
    async inject(): Promise<void> {
      const injecting = inner.inject.call(this);
      if (this.#injected) return injecting.catch(this.#failed);
      await injecting;
      this.#injected = true;
    }

    async attachEventListeners(): Promise<void> {
      await inner.attachEventListeners.call(this);
      this.#listens = true;
    }

    /** Whoever says too early that it is ready says so again. */
    override emit(...event: Parameters<Base["emit"]>): boolean {
      return event[0] === "ready" && !this.#listens ? false : super.emit(...event);
    }

    override async requestPairingCode(...wish: Parameters<Base["requestPairingCode"]>): Promise<string> {
      return super.requestPairingCode(...wish).catch((error: unknown) => {
        this.#failed(error);
        return "";
      });
    }

    override destroy(): Promise<void> {
      this.#closing ??= super.destroy().catch(this.#failed);
      return this.#closing;
    }
  }

  function createClient({ dataPath, puppeteer, pairNumber, failed }: LibraryOptions): Base {
    const options: ClientOptions = {
      authStrategy: new Session({ dataPath, clientId: PROFILE.replace("session-", "") }),
      webVersionCache: { type: "none" },
      puppeteer,
      ...(pairNumber === undefined ? {} : { pairWithPhoneNumber: { phoneNumber: pairNumber } }),
    };
    return new CalmClient(options, failed);
  }

  return { createClient, MessageMedia, Location, Poll };
}

export type Library = Awaited<ReturnType<typeof loadLibrary>>;
