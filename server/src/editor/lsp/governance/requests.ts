/** The requests by which an editor shows the state of whole projects. */
import { RequestType } from "vscode-languageserver";
import { requests } from "../protocol.ts";
import type { Server } from "../server.ts";
import { fixAllOf } from "./fixing.ts";
import { listGovernance } from "./listing.ts";
import type { FixAllParams, FixAllResult, GovernanceParams, GovernanceResult } from "./protocol.ts";

const governanceType = new RequestType<GovernanceParams, GovernanceResult, void>(requests.governance);
const fixAllType = new RequestType<FixAllParams, FixAllResult, void>(requests.fixAll);

/** A failure is the client's to show: an empty answer would say that there is nothing to see, or nothing to fix. */
export function registerGovernanceRequests(server: Server): void {
  const { connection } = server;
  connection.onRequest(governanceType, (params) => listGovernance(server, params));
  connection.onRequest(fixAllType, (params) => fixAllOf(server, params));
}
