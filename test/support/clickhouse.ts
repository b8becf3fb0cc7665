/** ClickHouse's engine, as chDB, behind an HTTP bridge of a test's own. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { freePort } from "./freePort.ts";
import { pythonWith } from "./python.ts";

const packages = ["chdb==4.4.0"];

export interface ClickHouseServer {
  readonly host: string;
  readonly port: number;
  /** A statement that every later query finds done. */
  setup(sql: string): Promise<void>;
  /** How many queries it works on whose text holds this. */
  running(text: string): Promise<number>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function provideClickHouse(): Promise<void> {
  await pythonWith(packages);
}

export async function startClickHouse(): Promise<ClickHouseServer> {
  const python = await pythonWith(packages);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const statements: string[] = [];
  let server = await launch(python, port);
  const post = async (sql: string): Promise<void> => {
    const response = await fetch(`${address}/setup`, { method: "POST", body: sql });
    if (!response.ok) throw new Error(`${await response.text()}\n${sql}`);
  };
  const end = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    // The whole group: its workers too.
    process.kill(-server.pid, "SIGKILL");
    await ended;
  };
  return {
    host: "127.0.0.1",
    port,
    async setup(sql) {
      await post(sql);
      statements.push(sql);
    },
    running: async (text) =>
      Number(await (await fetch(`${address}/?text=${encodeURIComponent(text)}`)).text()),
    kill: end,
    async restart() {
      server = await launch(python, port);
      for (const sql of statements) await post(sql);
    },
    stop: end,
  };
}

async function launch(python: string, port: number): Promise<ChildProcess> {
  const bridge = join(import.meta.dirname, "clickhouseBridge.py");
  const server = spawn(python, [bridge, String(port)], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`The bridge ended with ${code}: ${log}`)));
    server.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.includes("READY")) resolve();
    });
    server.stderr?.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
    });
  });
  server.removeAllListeners("exit");
  return server;
}
