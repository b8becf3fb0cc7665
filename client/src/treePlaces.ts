import { type Command, Range, Uri } from "vscode";
import type { ProtocolRange } from "../../server/src/editor/lsp/protocol.ts";

/** Where something stands, as the server says it. */
export interface ServerPlace {
  readonly uri: string;
  readonly range: ProtocolRange;
}

export function rangeOf({ start, end }: ProtocolRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

/** What a click on an item of a tree does that stands for a place. */
export function placeCommand({ uri, range }: ServerPlace): Command {
  return {
    command: "vscode.open",
    title: "Go to Place",
    arguments: [Uri.parse(uri), { selection: rangeOf(range) }],
  };
}
