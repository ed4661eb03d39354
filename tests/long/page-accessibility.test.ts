import { accessible } from "../e2e/page/accessible.ts";
import { stageForFile } from "../e2e/page/stage.ts";

accessible(await stageForFile(), [
  { name: "light wide", width: 1440, height: 900, dark: false, russian: false },
  { name: "dark wide", width: 1440, height: 900, dark: true, russian: true },
  { name: "light narrow", width: 390, height: 844, dark: false, russian: false },
]);
