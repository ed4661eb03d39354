import { Api, GrammyError } from "grammy";
import type { UserFromGetMe } from "grammy/types";

export type Identified = { readonly me: UserFromGetMe } | { readonly problem: string };

/** Telegram answers at once or is not reachable at all. */
const TIMEOUT_S = 15;

/** Asks Telegram whose token this is. `variable` names it for the person who set it. */
export async function getMe(root: string, token: string, variable: string): Promise<Identified> {
  try {
    const me = await new Api(token, { apiRoot: root, timeoutSeconds: TIMEOUT_S }).getMe();
    return { me };
  } catch (error) {
    if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404))
      return { problem: `${variable} is not a token that Telegram knows. Take it from @BotFather again.` };
    return {
      problem: `Telegram could not be reached to check ${variable}. Look at the network and TELEGRAM_API_ROOT.`,
    };
  }
}
