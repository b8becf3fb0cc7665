/** A Trino coordinator of a test's own: downloaded once below .cache/, started on a free port with the memory connector. */
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "./freePort.ts";

const version = "476";
/** The oldest Java that this version runs on. */
const javaMajor = 24;
const cache = join(import.meta.dirname, "..", "..", ".cache", "engines");
const home = join(cache, `trino-server-${version}`);

/**
 * The coordinator is its own worker, found by an announcement that it sends itself and a heartbeat that it asks itself for. On a
 * busy machine either comes late, and a statement fails with "No nodes available to run query". Nobody else can be lost.
 */
const neverLosesItself = ["failure-detector.enabled=false", "discovery.max-age=24h"];

export interface TrinoServer {
  readonly host: string;
  readonly port: number;
  /** Runs SQL outside of what is tested; gives its rows. */
  sql(text: string): Promise<readonly (readonly unknown[])[]>;
  /** How many queries it works on whose text begins like this. */
  running(text: string): Promise<number>;
  /** Kills it as a crash would. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Downloads the server. Throws an error that says what is missing. */
export async function provideTrino(): Promise<void> {
  javaHome();
  if (existsSync(home)) return;
  try {
    execFileSync("mvn", ["--version"], { stdio: "ignore" });
  } catch {
    throw new Error("Maven is not installed, which the Trino server is downloaded with.");
  }
  const repository = join(cache, "maven");
  await mkdir(repository, { recursive: true });
  const artifact = `-Dartifact=io.trino:trino-server:${version}:tar.gz`;
  await promisify(execFile)("mvn", [
    "-q",
    "-B",
    `-Dmaven.repo.local=${repository}`,
    "dependency:get",
    artifact,
    "-Dtransitive=false",
  ]);
  const archive = join(repository, "io/trino/trino-server", version, `trino-server-${version}.tar.gz`);
  const unpacked = await mkdtemp(join(cache, "unpacking-"));
  const wanted = ["bin", "lib", "plugin/memory"].map((part) => `trino-server-${version}/${part}/*`);
  await promisify(execFile)("tar", ["xzf", archive, "-C", unpacked, "--wildcards", ...wanted]);
  await rename(join(unpacked, `trino-server-${version}`), home);
  for (const path of [unpacked, repository]) await rm(path, { recursive: true });
}

export async function startTrino(): Promise<TrinoServer> {
  await provideTrino();
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "eventspec-trino-"));
  await writeConfiguration(folder, port);
  let server = await launch(folder, port);
  const end = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await ended;
  };
  const sql = (text: string) => ask(port, text);
  return {
    host: "127.0.0.1",
    port,
    sql,
    running: async (text) => {
      const rows = await sql(
        "select query from system.runtime.queries where state in ('RUNNING', 'QUEUED', 'PLANNING', 'STARTING')",
      );
      return rows.filter(([query]) => String(query).startsWith(text)).length;
    },
    kill: end,
    async restart() {
      server = await launch(folder, port);
    },
    async stop() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A Java that is new enough: `JAVA_HOME`, or any below /usr/lib/jvm. */
function javaHome(): string {
  const folder = "/usr/lib/jvm";
  const installed = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const found = [process.env.JAVA_HOME, ...installed].find(
    (path) => path !== undefined && majorOf(path) >= javaMajor,
  );
  if (found) return found;
  throw new Error(`Trino ${version} needs Java ${javaMajor} or newer, in JAVA_HOME or below ${folder}.`);
}

function majorOf(path: string): number {
  try {
    return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(join(path, "release"), "utf8"))?.[1]);
  } catch {
    return 0;
  }
}

async function writeConfiguration(folder: string, port: number): Promise<void> {
  const etc = join(folder, "etc");
  await mkdir(join(etc, "catalog"), { recursive: true });
  const files = {
    "node.properties": `node.environment=test\nnode.id=test\nnode.data-dir=${join(folder, "data")}\n`,
    "jvm.config": "-Xmx1G\n-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n",
    "config.properties": [
      "coordinator=true",
      "node-scheduler.include-coordinator=true",
      `http-server.http.port=${port}`,
      `discovery.uri=http://127.0.0.1:${port}`,
      `catalog.config-dir=${join(etc, "catalog")}`,
      "query.max-memory=512MB",
      "query.max-memory-per-node=512MB",
      ...neverLosesItself,
      "",
    ].join("\n"),
    "catalog/memory.properties": "connector.name=memory\n",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(etc, name), text);
}

async function launch(folder: string, port: number): Promise<ChildProcess> {
  const java = javaHome();
  const libraries = join(home, "lib", "*");
  const settings = readFileSync(join(folder, "etc", "jvm.config"), "utf8")
    .trim()
    .split("\n");
  const properties = {
    "node.data-dir": join(folder, "data"),
    config: join(folder, "etc", "config.properties"),
    "node.environment": "test",
    "node.id": "test",
  };
  const flags = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  const server = spawn(
    join(java, "bin", "java"),
    [...settings, ...flags, "-cp", libraries, "io.trino.server.TrinoServer"],
    {
      cwd: home,
      env: { ...process.env, JAVA_HOME: java },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes("SERVER STARTED")) resolve();
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`Trino ended with ${code}: ${log}`)));
  });
  server.removeAllListeners("exit");
  await worksOn(port);
  return server;
}

/** Waits until a statement that needs a worker works: "started" comes before the coordinator has found itself. */
async function worksOn(port: number): Promise<void> {
  const table = "memory.default.eventspec_ready";
  for (let left = 100; ; left -= 1) {
    try {
      await ask(port, `create table if not exists ${table} as select 1 as one`);
      await ask(port, `select one from ${table}`);
      await ask(port, `drop table ${table}`);
      return;
    } catch (error) {
      if (left === 0 || !String(error).includes("No nodes available")) throw error;
      await setTimeout(200);
    }
  }
}

interface Page {
  readonly nextUri?: string;
  readonly data?: unknown[][];
  readonly error?: { readonly message: string };
}

async function ask(port: number, text: string): Promise<unknown[][]> {
  const headers = { "X-Trino-User": "owner", "X-Trino-Catalog": "memory", "X-Trino-Schema": "default" };
  const answer = async (response: Promise<Response>): Promise<Page> =>
    (await response).json() as Promise<Page>;
  let page = await answer(
    fetch(`http://127.0.0.1:${port}/v1/statement`, { method: "POST", body: text, headers }),
  );
  const rows = [...(page.data ?? [])];
  while (page.nextUri !== undefined) {
    page = await answer(fetch(page.nextUri, { headers }));
    rows.push(...(page.data ?? []));
  }
  if (page.error) throw new Error(`${page.error.message}\n${text}`);
  return rows;
}
