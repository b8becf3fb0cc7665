/** The requests by which an editor shows the state of whole projects. */
import { RequestType } from "vscode-languageserver";
import { requests } from "../protocol.ts";
import { guarded, type Server } from "../server.ts";
import { fixAllOf } from "./fixing.ts";
import { listGovernance } from "./listing.ts";
import type { FixAllParams, FixAllResult, GovernanceParams, GovernanceResult } from "./protocol.ts";

const governanceType = new RequestType<GovernanceParams, GovernanceResult, void>(requests.governance);
const fixAllType = new RequestType<FixAllParams, FixAllResult, void>(requests.fixAll);

export function registerGovernanceRequests(server: Server): void {
  const { connection } = server;
  connection.onRequest(
    governanceType,
    guarded<GovernanceParams, GovernanceResult>(server, "governance", { projects: [] }, (params) =>
      listGovernance(server, params),
    ),
  );
  connection.onRequest(
    fixAllType,
    guarded<FixAllParams, FixAllResult>(server, "fixAll", { files: [], fixed: 0, left: 0 }, (params) =>
      fixAllOf(server, params),
    ),
  );
}
