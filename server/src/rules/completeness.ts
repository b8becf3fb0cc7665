/** What every event should say, as far as it can be counted: the rules that ask for it and the overview of a project look here. */
import type { ProjectEvent } from "../project/types.ts";

/** What an event can lack, in the order in which people ask for it. */
export type Aspect = "owner" | "description" | "goal" | "tests";

const said: Readonly<Record<Aspect, (event: ProjectEvent) => boolean>> = {
  owner: hasOwner,
  description: hasDescription,
  goal: hasGoal,
  tests: hasTests,
};

const aspects = Object.keys(said) as readonly Aspect[];

/** In: an event of a project. Out: what it should say and does not, its document and the project's defaults counted in. */
export function lacking(event: ProjectEvent): Aspect[] {
  return aspects.filter((aspect) => !said[aspect](event));
}

export function hasOwner({ owner }: ProjectEvent): boolean {
  return owner !== undefined;
}

/** A second document that gives the event need not describe it again. */
export function hasDescription({ definition, also }: ProjectEvent): boolean {
  return also !== undefined || Boolean(definition.description?.value.trim());
}

export function hasGoal({ goals }: ProjectEvent): boolean {
  return goals.length > 0;
}

/** What has no rows yet, because it is only proposed, can't be tested. */
export function hasTests({ definition, properties }: ProjectEvent): boolean {
  const { tests, examples, reconcile, proposed } = definition;
  return (
    Boolean(proposed) ||
    tests.length + examples.length + reconcile.length > 0 ||
    properties.some((property) => property.tests.length > 0)
  );
}
