import type { Command } from "./command.ts";

/** Fixes all findings of one rule in a project; from the Governance view. */
export const fixAllOfKind: Command = {
  id: "eventspec.fixAllOfKind",
  run: ({ governance }, node) => governance.fixAll(node),
};
