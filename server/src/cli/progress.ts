import { harmlessLine } from "../document/harmless.ts";
import { paint, type Terminal } from "./terminal.ts";

const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
/** Work that is done by then shows nothing: a flash is worse than silence. */
const patienceMs = 300;

/**
 * Runs work, and while it takes long says on the standard error what is going on and since when. Only to a terminal, and
 * wiped away afterwards, so that no log and no pipe ever sees it. What is going on may change meanwhile.
 */
export async function withProgress<T>(
  terminal: Terminal,
  quiet: boolean | undefined,
  what: string | (() => string),
  work: () => Promise<T>,
): Promise<T> {
  const { err } = terminal;
  if (quiet || !err.isTerminal) return work();
  const began = performance.now();
  let shown = 0;
  const timer = setInterval(() => {
    const elapsed = performance.now() - began;
    if (elapsed < patienceMs) return;
    const seconds = elapsed >= 1000 ? ` ${Math.floor(elapsed / 1000)} s` : "";
    err.write(
      `\r${paint(err, "cyan", frames[shown++ % frames.length] ?? "")} ${harmlessLine(typeof what === "string" ? what : what())} …${seconds}\u001B[K`,
    );
  }, 100);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (shown > 0) err.write("\r\u001B[K");
  }
}
