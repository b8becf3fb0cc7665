/** Which keys an event or a property has, for rules that ask for some of them. */
import type { EventProperty, ProjectEvent } from "../../project/types.ts";
import { hasDescription, hasGoal, hasOwner, hasTests } from "../completeness.ts";

/** By key: whether an event has it, what its document and the project say for all counted in. */
export const saidOfEvents: Readonly<Record<string, (event: ProjectEvent) => boolean>> = {
  description: hasDescription,
  owner: hasOwner,
  consumers: ({ consumers }) => consumers.length > 0,
  goals: hasGoal,
  tier: ({ definition, document }) => Boolean(definition.tier ?? document.defaults.tier),
  tags: ({ tags }) => tags.length > 0,
  entities: ({ entities }) => entities.length > 0,
  properties: ({ properties }) => properties.length > 0,
  lookback: ({ lookback }) => lookback !== undefined,
  history: ({ history }) => history !== undefined,
  tests: hasTests,
  examples: ({ definition }) => definition.examples.length > 0,
  reconcile: ({ definition }) => definition.reconcile.length > 0,
  revenue: ({ definition }) => definition.revenue !== undefined,
  link: ({ definition }) => definition.link !== undefined,
  version: ({ definition }) => definition.version !== undefined,
  expires: ({ definition }) => definition.expires !== undefined,
  send_to: ({ definition, document }) => (definition.sendTo ?? document.defaults.sendTo ?? []).length > 0,
};

/** The same of a property. */
export const saidOfProperties: Readonly<Record<string, (property: EventProperty) => boolean>> = {
  description: ({ description }) => Boolean(description?.value.trim()),
  type: ({ type, constant }) => Boolean(type ?? constant),
  unit: ({ unit }) => unit !== undefined,
  required: ({ required }) => required !== undefined,
  values: ({ values, constant }) => Boolean(values ?? constant),
  privacy: ({ privacy }) => privacy !== undefined,
  tests: ({ tests }) => tests.length > 0,
};
