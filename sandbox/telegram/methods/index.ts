/** All methods that the sandbox plays. */
import type { Methods } from "../method.ts";
import { albumMethods } from "./albums.ts";
import { chatMethods } from "./chats.ts";
import { copyMethods } from "./copying.ts";
import { deleteMethods } from "./deleting.ts";
import { editMethods } from "./editing.ts";
import { paymentMethods } from "./payments.ts";
import { profileMethods } from "./profile.ts";
import { sendMethods } from "./sending.ts";
import { topicMethods } from "./topics.ts";
import { updateMethods } from "./updates.ts";

export const methods: Methods = {
  ...updateMethods,
  ...profileMethods,
  ...sendMethods,
  ...albumMethods,
  ...editMethods,
  ...deleteMethods,
  ...copyMethods,
  ...topicMethods,
  ...chatMethods,
  ...paymentMethods,
};
