import type { Finding } from "../document/types.ts";
import type { Entity } from "../spec/projectTypes.ts";
import { projectFileName } from "./loadProject.ts";
import { findingAt } from "./reference.ts";
import type { Project } from "./types.ts";

/** Entities that resolve to themselves, in a circle, or although they are not anonymous. Unknown names are a rule's affair. */
export function identityFindings({ file: { entities } }: Project): Finding[] {
  const targets = new Map(entities.map(({ name, resolvesTo }) => [name.value, resolvesTo?.entity?.value]));
  return entities.flatMap((entity) => {
    const { name, resolvesTo, anonymous } = entity;
    if (!resolvesTo) return [];
    const circle = circleFinding(entity, targets);
    if (circle) return [circle];
    if (anonymous) return [];
    const message = `The entity "${name.value}" is not one of anonymous visitors, so there is nobody to resolve.`;
    const hint = "Write `anonymous: true` beside it.";
    return [findingAt(projectFileName, "invalid-reference", name.span, message, hint)];
  });
}

function circleFinding(
  { name, resolvesTo }: Entity,
  targets: ReadonlyMap<string, string | undefined>,
): Finding | undefined {
  if (!resolvesTo?.entity) return undefined;
  const { value: first, span } = resolvesTo.entity;
  const way = [name.value];
  let next: string | undefined = first;
  while (next !== undefined && !way.includes(next)) {
    way.push(next);
    next = targets.get(next);
  }
  if (next !== name.value) return undefined;
  const message =
    way.length === 1
      ? `The entity "${name.value}" resolves to itself.`
      : `Entities resolve to each other in a circle: ${[...way, name.value].join(" → ")}.`;
  return findingAt(
    projectFileName,
    "invalid-reference",
    span,
    message,
    "Take out one `resolves_to` of the circle, or let it name an entity outside of it.",
  );
}
