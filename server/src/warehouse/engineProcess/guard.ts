/**
 * The thread that watches over the engine's process: it ends it when it takes too much memory, or when its parent is gone. It
 * goes on looking while native code or a large answer keeps the main thread from it.
 */
import { Worker } from "node:worker_threads";
import { outOfMemory, type ProcessLimits } from "./messages.ts";

/** An engine fills about 50 MB while one such moment passes. */
const lookMs = 15;

/** As text, because a thread that loads nothing is there at once, also from the source. Windows keeps a parent's number: there the end of the messages tells that it is gone. */
const program = `
const { rmSync, writeSync } = require("node:fs");
const { workerData } = require("node:worker_threads");
setInterval(() => {
  const isTooMuch = process.memoryUsage.rss() > workerData.memoryBytes;
  if (isTooMuch) writeSync(2, workerData.said);
  if (!isTooMuch && process.ppid === workerData.parent) return;
  try {
    rmSync(workerData.temporary, { recursive: true, force: true });
  } finally {
    process.kill(process.pid, "SIGKILL");
  }
}, workerData.lookMs);
`;

export function startGuard(limits: ProcessLimits): void {
  const workerData = { ...limits, lookMs, said: `${outOfMemory}\n` };
  new Worker(program, { eval: true, workerData, execArgv: [] });
}
