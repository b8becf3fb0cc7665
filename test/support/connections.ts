import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { environmentOf } from "../../server/src/project/environment.ts";
import { createSecrets } from "../../server/src/project/secrets.ts";
import type { ConnectionSettings, Setting } from "../../server/src/spec/projectTypes.ts";
import { createEmbeddedEngine } from "../../server/src/warehouse/engineProcess/connection.ts";
import { openConnection } from "../../server/src/warehouse/open.ts";
import type { Connection, EmbeddedEngine, WarehouseErrorKind } from "../../server/src/warehouse/types.ts";
import { WarehouseError } from "../../server/src/warehouse/types.ts";

const span = { start: 0, end: 0 };

/** Settings as the project file gives them; a value `{env: NAME}` is read from the environment. */
export function connectionSettings(
  type: string,
  {
    functions = [],
    ...values
  }: Readonly<Record<string, unknown>> & { readonly functions?: readonly string[] },
  name = "dev",
): ConnectionSettings {
  const settings = Object.entries(values).map(([key, value]): [string, Setting] => {
    const env = typeof value === "object" && value !== null && "env" in value ? value.env : undefined;
    return [key, typeof env === "string" ? { kind: "env", name: env, span } : { kind: "value", value, span }];
  });
  return {
    name: { value: name, span },
    type: { value: type, span },
    settings: new Map(settings),
    functions: functions.map((value) => ({ value, span })),
    span,
  };
}

/** One for all tests of a process: starting one takes longer than most of what is asked of it. */
const sharedEngine = createEmbeddedEngine();

interface Opening {
  readonly projectRoot?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly engine?: EmbeddedEngine;
}

/** Opens a connection as a project in `projectRoot` would. */
export function open(
  type: string,
  values: Readonly<Record<string, unknown>>,
  { projectRoot = "/", env = {}, engine = sharedEngine }: Opening = {},
): Promise<Connection> {
  const context = { projectRoot, ...environmentOf(new Map(), env, createSecrets()), engine };
  return openConnection(connectionSettings(type, values), context, never());
}

/** A signal that is never aborted. */
export function never(): AbortSignal {
  return new AbortController().signal;
}

/** A folder with these files in it, and how to remove it. */
export async function temporaryFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "eventspec-test-")));
  await writeFiles(path, files);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Files below a folder, with the folders above them. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** For `assert.rejects`: a `WarehouseError` of this kind whose message fits. */
export function failure(kind: WarehouseErrorKind, message = /./): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof WarehouseError)) throw error;
    if (error.kind !== kind || !message.test(error.message))
      throw new Error(`Expected ${kind} ${message}, got ${error.kind}: ${error.message}`);
    return true;
  };
}
