import type { Command } from "./command.ts";

/** Groups what the Governance view shows by owner, rule or event. */
export const groupGovernance: Command = {
  id: "eventspec.groupGovernance",
  run: ({ governance }) => governance.group(),
};
