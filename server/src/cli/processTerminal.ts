import { text as textOf } from "node:stream/consumers";
import { exitCode } from "./commandError.ts";
import type { Output, Terminal } from "./terminal.ts";
import { whyUnwritable } from "./writeWhole.ts";

/** How long a warehouse has to hear that it is cancelled. */
const graceMs = 1200;

/**
 * The terminal of a process. Ctrl-C or SIGTERM ends it at once, as every process, unless something is done that must be
 * cancelled elsewhere: then they abort the signal, and a second one, or a moment later, ends the process. A reader that
 * leaves early (`| head`) ends it quietly. `finish` waits until all is written and ends the process.
 */
export function processTerminal(process: NodeJS.Process): {
  terminal: Terminal;
  finish: (code: number) => Promise<void>;
} {
  const controller = new AbortController();
  const giveUp = (): void => {
    process.stderr.write("Cancelled.\n");
    process.exit(exitCode.cancelled);
  };
  const stop = (): void => {
    if (controller.signal.aborted) giveUp();
    controller.abort();
    setTimeout(giveUp, graceMs).unref();
  };
  // A handler runs only when the process is not busy; without one nothing keeps a signal from ending it.
  const cancellable = async <T>(work: () => Promise<T>): Promise<T> => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, stop);
    try {
      return await work();
    } finally {
      if (!controller.signal.aborted)
        for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, stop);
    }
  };
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? exitCode.ok);
      if (stream === process.stdout)
        process.stderr.write(`error: The output can't be written: ${whyUnwritable(error)}.\n`);
      process.exit(exitCode.usage);
    });
  }
  const wantsColor = colorWanted(process);
  const terminal: Terminal = {
    cwd: process.cwd(),
    env: process.env,
    out: outputOf(process.stdout, wantsColor),
    err: outputOf(process.stderr, wantsColor),
    input: () => textOf(process.stdin),
    signal: controller.signal,
    cancellable,
  };
  const finish = async (code: number): Promise<void> => {
    process.exitCode = code;
    for (const stream of [process.stdout, process.stderr]) {
      await new Promise<void>((done) => stream.write("", () => done()));
    }
    process.exit(code);
  };
  return { terminal, finish };
}

/** `--no-color` and NO_COLOR (https://no-color.org) say no; FORCE_COLOR says yes even without a terminal. */
function colorWanted({ argv, env }: NodeJS.Process): boolean | undefined {
  if (argv.includes("--no-color") || env.NO_COLOR || env.TERM === "dumb") return false;
  return env.FORCE_COLOR && env.FORCE_COLOR !== "0" ? true : undefined;
}

function outputOf(stream: NodeJS.WriteStream, wantsColor: boolean | undefined): Output {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    ...(stream.isTTY && { columns: stream.columns }),
    color: wantsColor ?? stream.isTTY === true,
  };
}
