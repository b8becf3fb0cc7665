/** Which streams an event leaves or joins, because of what it says of itself or what they ask for. */
import { belongsTo } from "../sql/plan/planMembers.ts";
import type { EventSides } from "./properties.ts";
import type { Change } from "./types.ts";

export function compareMembership({ base, head, before, after, event }: EventSides): Change[] {
  const old = new Map(base.file.streams.map((stream) => [stream.name.value, stream]));
  return head.file.streams.flatMap((stream): Change[] => {
    const name = stream.name.value;
    const same = old.get(name);
    if (!same) return [];
    const [was, is] = [belongsTo(before, same), belongsTo(after, stream)];
    if (was === is) return [];
    const told = {
      ...(event !== undefined && { event }),
      what: `Stream \`${name}\``,
      path: `events.${after.definition.name.value}`,
      base: { file: before.file, span: before.definition.name.span },
      head: { file: after.file, span: after.definition.name.span },
    };
    return [
      is
        ? {
            ...told,
            kind: "stream-joined",
            class: "additive",
            message: `It is now in the stream \`${name}\`.`,
          }
        : {
            ...told,
            kind: "stream-left",
            class: "breaking",
            message: `It is no longer in the stream \`${name}\`: who reads that no longer finds it.`,
            rule: "event-removed",
            hint: "Streams take events by entity, tier, tags, owner, origin and name: keep what this one asks for, or widen it.",
          },
    ];
  });
}
