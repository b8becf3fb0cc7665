/** Who an anonymous entity was: which streams ask for it, and whether its evidence proves anything. */
import type { Located } from "../document/types.ts";
import type { Identity, ProjectFile, Stream } from "../spec/projectTypes.ts";
import type { Project, ProjectEvent } from "./types.ts";

/** An identity with the two entities that it brings together. */
export interface ResolvedEntity {
  readonly anonymous: string;
  readonly entity: string;
  readonly identity: Identity;
}

/** Out: by what a stream's events without its entity get one; `undefined` where nothing says so. */
export function identityOf({ entities }: ProjectFile, stream: Stream): ResolvedEntity | undefined {
  const anonymous = entities.find(({ name }) => name.value === stream.anonymous?.value);
  const identity = anonymous?.resolvesTo;
  const entity = identity?.entity?.value;
  if (!identity || entity === undefined || entity !== stream.entity?.value) return undefined;
  return { anonymous: anonymous.name.value, entity, identity };
}

/** A name below `by` that proves nothing, and the entities that the event of this name lacks. */
export interface WeakEvidence {
  readonly name: Located<string>;
  readonly missing: readonly string[];
}

/** Events below `by` that don't carry both entities, or are only proposed. Names that no event has are none of them. */
export function weakEvidence(
  { eventsByName }: Pick<Project, "eventsByName">,
  { anonymous, entity, identity }: ResolvedEntity,
): WeakEvidence[] {
  return identity.by.flatMap((name) => {
    const weak = (eventsByName.get(name.value) ?? []).flatMap(({ entities, definition }) => {
      const missing = lacking({ entities }, [anonymous, entity]);
      return missing.length > 0 || definition.proposed ? [{ name, missing }] : [];
    });
    return weak.slice(0, 1);
  });
}

function lacking({ entities }: Pick<ProjectEvent, "entities">, wanted: readonly string[]): string[] {
  const carried = new Set(entities.map(({ name }) => name.value));
  return wanted.filter((name) => !carried.has(name));
}

/** In: an anonymous entity. Out: whether an event carries it and what it resolves to, as far as that is written. */
export function evidenceFor({ file }: Pick<Project, "file">, anonymous: string) {
  const identity = file.entities.find(({ name }) => name.value === anonymous)?.resolvesTo;
  const wanted = [anonymous, ...(identity?.entity ? [identity.entity.value] : [])];
  return (event: ProjectEvent): boolean => !event.definition.proposed && lacking(event, wanted).length === 0;
}

/** What is wrong with an event as evidence, and how to mend it. */
export function evidenceWords({ name, missing }: WeakEvidence): { message: string; hint: string } {
  const [first, ...more] = missing.map((entity) => `"${entity}"`);
  if (first === undefined) {
    const message = `Event "${name.value}" is only proposed, so it proves nothing yet.`;
    return { message, hint: "Name an event that has SQL." };
  }
  return {
    message: `Event "${name.value}" does not carry the ${more.length > 0 ? "entities" : "entity"} ${[first, ...more].join(" and ")}, so it proves nothing for \`resolves_to\`.`,
    hint: "Name an event that carries both, or give this one the id below its `entities`.",
  };
}
