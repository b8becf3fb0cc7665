import type { Command } from "./command.ts";

/** Shows what has certain words in the Governance view. */
export const filterGovernance: Command = {
  id: "eventspec.filterGovernance",
  run: ({ governance }) => governance.filter(),
};
