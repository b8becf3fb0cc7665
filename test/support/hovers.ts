/** Whether an editor is answered while something else goes on. */
import type { Hover } from "vscode-languageserver/node";
import type { LanguageClient } from "./languageClient.ts";

export interface Hovers {
  /** How many were answered. */
  readonly count: number;
  /** The longest that one of them took, in milliseconds. */
  readonly worstMs: number;
}

/** How many quick answers in a row tell that a server has loaded all it needs. */
const warm = 20;

/** Hovers at a place over and over, as a mouse that moves does, until it is stopped. It begins when the server has started in full. */
export async function keepHovering(
  client: LanguageClient,
  file: string,
  position: { readonly line: number; readonly character: number },
): Promise<{ stop(): Promise<Hovers> }> {
  const hover = (): Promise<Hover | null> =>
    client.request("textDocument/hover", { textDocument: { uri: client.uri(file) }, position });
  for (let quick = 0; quick < warm; quick++) {
    const began = performance.now();
    await hover();
    if (performance.now() - began > 50) quick = 0;
  }
  let [count, worstMs, isOver] = [0, 0, false];
  const hovering = (async () => {
    while (!isOver) {
      const began = performance.now();
      if ((await hover()) === null) throw new Error("There is nothing to hover at.");
      worstMs = Math.max(worstMs, performance.now() - began);
      count++;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  // Who stops it is told.
  hovering.catch(() => undefined);
  return {
    async stop() {
      isOver = true;
      await hovering;
      return { count, worstMs };
    },
  };
}
