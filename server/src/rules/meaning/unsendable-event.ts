import { hasUser, heldBack, type Sending, sendingsOf, type Users, usersOf } from "../../project/sentTo.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { destinationToolOf, toolLimits } from "../../spec/destinationTools.ts";
import { defineRule } from "../engine/defineRule.ts";
import { sentPlace } from "../engine/sentPlace.ts";
import type { Report } from "../types.ts";

interface Unsendable {
  readonly problem: string;
}

export const unsendableEvent = defineRule<Unsendable>({
  name: "unsendable-event",
  topic: "Meaning",
  severity: "warning",
  presets: ["minimal", "recommended", "strict"],
  summary: "An event that is meant for a destination must be one that this tool takes.",
  message: ({ problem }) => problem,
  projectFile(file, report, { project }) {
    for (const destination of file.destinations) {
      const users = usersOf(project, destination);
      if (!destinationToolOf(destination.type?.value) || !("choose" in users)) continue;
      const choice = users.choose.join(", ");
      report(
        destination.name,
        { problem: `"${destination.name.value}" does not say which entity its users are.` },
        { hint: `Write \`entity:\` there, with one of ${choice}.` },
      );
    }
  },
  event(event, report, { project }) {
    if (event.definition.proposed) return;
    for (const sending of sendingsOf(project, event)) {
      const users = usersOf(project, sending.destination);
      if (!("choose" in users)) visit({ ...sending, event, users }, report);
    }
  },
});

interface EventSending extends Sending {
  readonly event: ProjectEvent;
  readonly users: Users;
}

function visit({ event, written, destination, users }: EventSending, report: Report<Unsendable>): void {
  const tool = destinationToolOf(destination.type?.value);
  if (!tool) return;
  const { title } = toolLimits[tool];
  if (!hasUser(event, users)) {
    const wanted = [users.known, users.anonymous].filter((one) => one !== undefined);
    const which = wanted.length > 0 ? wanted.map((one) => `"${one}"`).join(" nor ") : "an entity";
    report(
      written.destination,
      {
        problem: `${title} takes events of users, and "${event.name}" has ${wanted.length === 2 ? "neither " : "no "}${which}.`,
      },
      { hint: "Give the event that entity, or don't send it there." },
    );
  }
  const held = heldBack(event, destination, users);
  for (const { property } of held.filter(({ why }) => why === "reserved"))
    report(
      sentPlace(event, property, written),
      { problem: `${title} has the name "${property.name.value}" for itself.` },
      { hint: "Give the property another name: exports leave it out." },
    );
  const beyond = held.filter(({ why }) => why === "beyond");
  const [first] = beyond;
  if (first)
    report(
      sentPlace(event, first.property, written),
      {
        problem: `${title} takes ${toolLimits[tool].mostProperties} properties of an event, and "${event.name}" has ${beyond.length} more.`,
      },
      { hint: "Exports leave out this one and those after it: send fewer, or as one of type json." },
    );
}
