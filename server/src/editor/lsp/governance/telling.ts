import { notifications } from "../protocol.ts";
import type { Server } from "../server.ts";

/** Tells a client that has asked for the state of projects that it may have changed. */
export function tellGovernance(server: Server): void {
  if (server.governed) void server.connection.sendNotification(notifications.governanceChanged);
}
