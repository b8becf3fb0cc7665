/** A process that does nothing but answer: how long that takes is what the machine, busy with other things, takes from everybody. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const echo = fileURLToPath(new URL("./echo.mjs", import.meta.url));

export interface IdleProcess {
  /** Ends it. Out: the longest that it took to answer, in milliseconds. */
  stop(): Promise<number>;
}

export async function watchIdleProcess(): Promise<IdleProcess> {
  const child: ChildProcess = fork(echo, { execArgv: [], serialization: "json" });
  const answer = async (): Promise<number> => {
    const began = performance.now();
    child.send("?");
    await once(child, "message");
    return performance.now() - began;
  };
  await answer();
  let [worst, isOver] = [0, false];
  const asking = (async () => {
    while (!isOver) {
      worst = Math.max(worst, await answer());
      await new Promise((resolve) => setTimeout(resolve, 10));
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
