import { askConnection } from "../../server/src/tasks/askConnection.ts";
import { type ProfileOutcome, profileEvent } from "../../server/src/tasks/profile.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never } from "./connections.ts";
import { projectOf } from "./memoryProject.ts";

/** The profile of an event, of spec files beside a plain project file. */
export async function profiled(
  specs: Readonly<Record<string, string>>,
  name: string,
  connection: Connection,
): Promise<Extract<ProfileOutcome, { readonly kind: "profile" }>> {
  const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", ...specs });
  const known = await askConnection(project, connection, never());
  const event = known.project.events.find((one) => one.name === name);
  if (!event) throw new Error(`There is no event ${name}.`);
  const outcome = await profileEvent(
    {
      ...known,
      ...{ target: { kind: "event", name, event }, dialect: connection.dialect },
      ...{ window: {}, now: "2026-02-01T00:00:00Z", timeoutMs: 60_000, maxBytes: undefined },
    },
    connection,
    never(),
  );
  if (outcome.kind !== "profile") throw new Error(JSON.stringify(outcome));
  return outcome;
}
