/**
 * A process that does nothing but answer, after as much computing as a server does for some answers: how much longer that takes is
 * what the machine, busy with other things, takes from everybody.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const echo = fileURLToPath(new URL("./echo.mjs", import.meta.url));

/** What it computes for an answer, in milliseconds of the processor. */
const workMs = 15;

export interface IdleProcess {
  /** Ends it. Out: the longest that it had to wait for its turn over one answer, in milliseconds. */
  stop(): Promise<number>;
}

export async function watchIdleProcess(): Promise<IdleProcess> {
  const child: ChildProcess = fork(echo, { execArgv: [], serialization: "json" });
  const answer = async (): Promise<number> => {
    const began = performance.now();
    child.send(workMs);
    await once(child, "message");
    return Math.max(0, performance.now() - began - workMs);
  };
  await answer();
  let [worst, isOver] = [0, false];
  const asking = (async () => {
    while (!isOver) {
      worst = Math.max(worst, await answer());
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await asking;
      child.kill();
      return worst;
    },
  };
}
