/** Names in `eventspec.yml`, SQL left out. */
import { sourceNames } from "../../../project/defaultAlias.ts";
import type { Lookup, ProjectFile, Stream } from "../../../spec/projectTypes.ts";
import { collector, type Occurrence, type Put, placeKey } from "./types.ts";

const declare = { role: "declare" } as const;

export function projectFileNames(file: ProjectFile): Occurrence[] {
  const { found, put } = collector(file.file);
  put("connection", file.connection);
  for (const { name } of file.connections) put("connection", name, declare);
  for (const { name, resolvesTo } of file.entities) {
    put("entity", name, declare);
    put("entity", resolvesTo?.entity);
    for (const event of resolvesTo?.by ?? []) put("event", event);
  }
  for (const { name } of file.teams) put("team", name, declare);
  for (const goal of file.goals) {
    put("goal", goal.name, declare);
    put("team", goal.owner);
  }
  for (const { name, entity, anonymous } of file.destinations) {
    put("destination", name, declare);
    put("entity", entity);
    put("entity", anonymous);
  }
  for (const { name } of file.switches) put("switch", name, declare);
  for (const lookup of file.lookups) lookupNames(lookup, file.file, put);
  for (const stream of file.streams) streamNames(stream, put);
  for (const override of file.rules.overrides) put("event", override.event);
  return found;
}

function lookupNames({ name, parameters, joins, properties }: Lookup, file: string, put: Put): void {
  put("lookup", name, declare);
  for (const each of parameters) put("parameter", each, { ...declare, means: [placeKey(file, each.span)] });
  for (const { alias, span, written } of joins.flatMap(sourceNames))
    put(
      "alias",
      { value: alias, span },
      {
        ...declare,
        means: [placeKey(file, span)],
        ...(!written && { implied: true }),
      },
    );
  for (const property of properties)
    put("property", property.name, { ...declare, means: [placeKey(file, property.name.span)] });
}

function streamNames({ name, entity, anonymous, events }: Stream, put: Put): void {
  put("stream", name, declare);
  put("entity", entity);
  put("entity", anonymous);
  for (const owner of events.owner ?? []) put("team", owner);
  for (const event of events.name ?? []) put("event", event);
}
