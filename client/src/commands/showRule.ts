import type { Command } from "./command.ts";

/** Opens the page of a rule; from the Governance view. */
export const showRule: Command = {
  id: "eventspec.showRule",
  run: ({ governance }, node) => governance.showRule(node),
};
