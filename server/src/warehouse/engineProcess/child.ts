/** Starts and ends the process of the embedded engine. */
import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FromEngine, outOfMemory, type ProcessLimits, type ToEngine } from "./messages.ts";

/** How a process ended. */
export interface ProcessEnd {
  /** It took more memory than it may. */
  readonly outOfMemory: boolean;
  /** What is known of it, for people. */
  readonly said: string;
}

export interface Child {
  /** What is sent to a process that is ending is lost; its end is told. */
  send(message: ToEngine): void;
  /** Ends it at once, whatever it does. */
  kill(): void;
  /** Whether this process, having nothing else to do, waits for it. */
  hold(held: boolean): void;
}

export interface ChildListener {
  message(message: FromEngine): void;
  /** Told once. */
  ended(end: ProcessEnd): void;
}

/** What the engine needs of the environment: no secret is there to be read by SQL. */
const passedOn = [
  ...["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "SystemRoot", "LD_LIBRARY_PATH"],
  ...["ELECTRON_RUN_AS_NODE", "ELECTRON_NO_ASAR"],
];

export function startChild(limits: ProcessLimits, listener: ChildListener): Child {
  const env = Object.fromEntries(passedOn.flatMap((name) => pairOf(name)));
  const execArgv = [...process.execArgv.filter((flag) => !flag.startsWith("--inspect")), "--expose-gc"];
  const child = fork(programPath(), [JSON.stringify(limits)], {
    env,
    execArgv,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let stderr = "";
  let isOver = false;
  const end = (said: string): void => {
    if (isOver) return;
    isOver = true;
    void rm(limits.temporary, { recursive: true, force: true }).catch(() => undefined);
    listener.ended({ outOfMemory: stderr.includes(outOfMemory), said });
  };
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });
  child.on("message", (message) => listener.message(message as FromEngine));
  child.on("error", (error) => end(error.message));
  child.on("close", (code, signal) => end(signal ? `by ${signal}` : `with code ${code}${errorIn(stderr)}`));
  return {
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    kill: () => void child.kill("SIGKILL"),
    hold(held) {
      const handles = [child, child.channel, child.stderr as { ref?(): void; unref?(): void } | null];
      for (const handle of handles) held ? handle?.ref?.() : handle?.unref?.();
    },
  };
}

/** The line of a stack that says what was wrong. */
function errorIn(stderr: string): string {
  const [line] = /^.*(?:Error|FATAL).*$/m.exec(stderr) ?? [];
  return line === undefined ? "" : ` (${line.trim().slice(0, 200)})`;
}

function pairOf(name: string): [string, string][] {
  const value = process.env[name];
  return value === undefined ? [] : [[name, value]];
}

/** The program of the process: beside this file in the source; in a bundle upward from here, as chunks lie deeper. */
export function programPath(): string {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith(".ts")) return join(dirname(here), "engine.ts");
  for (let folder = dirname(here); ; folder = dirname(folder)) {
    const found = ["engineProcess.js", join("dist", "engineProcess.js")]
      .map((name) => join(folder, name))
      .find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) throw new Error("The program of the engine's process is missing.");
  }
}
