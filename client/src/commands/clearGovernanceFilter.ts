import type { Command } from "./command.ts";

/** Shows everything in the Governance view again. */
export const clearGovernanceFilter: Command = {
  id: "eventspec.clearGovernanceFilter",
  run: ({ governance }) => governance.filter(""),
};
