/** A process and those that it has started, as `ps` sees them. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  /** In bytes. */
  readonly memory: number;
  /** Of the processor, in seconds. */
  readonly time: number;
  /** What it was started with. */
  readonly command: string;
}

export async function processes(): Promise<SeenProcess[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,rss=,time=,args="], {
    maxBuffer: 64 * 1024 ** 2,
  });
  const lines = stdout.trim().split("\n");
  return lines.map((line) => {
    const [pid, parent, kilobytes, time = "", ...args] = line.trim().split(/\s+/);
    const parts = time.split(/[-:]/).map(Number);
    return {
      command: args.join(" "),
      pid: Number(pid),
      parent: Number(parent),
      memory: Number(kilobytes) * 1024,
      time: parts.reduce((sum, part) => sum * 60 + part, 0),
    };
  });
}

/** The engines' processes below a process. */
export async function enginesOf(pid: number): Promise<SeenProcess[]> {
  return (await treeOf(pid)).filter(({ command }) => /engineProcess(\.js|[/\\]engine\.ts) /.test(command));
}

/** The process itself, and all below it. */
async function treeOf(pid: number): Promise<SeenProcess[]> {
  const all = await processes();
  const below = (parent: number): SeenProcess[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return [...all.filter((one) => one.pid === pid), ...below(pid)];
}

/** Looks at the memory of a process and all below it, together, until it is stopped. */
export function watchMemory(pid: number): { stop(): Promise<number> } {
  let most = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const memory = (await treeOf(pid)).reduce((sum, one) => sum + one.memory, 0);
      most = Math.max(most, memory);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return most;
    },
  };
}
