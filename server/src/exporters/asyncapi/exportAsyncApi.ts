/** Events as messages, each row of their relations one. https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
import { inline, writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { type EventTable, eventTables, type TablesExport, type TablesOptions } from "../eventTables.ts";
import { lostTests } from "../lostTests.ts";
import { plainNames } from "../plainNames.ts";
import { rowSchema } from "./rowSchema.ts";

/** In: a project. Out: one document with a channel, a message and a schema for each event. */
export function exportAsyncApi(project: Project, { reading, ...options }: TablesOptions): TablesExport {
  const { tables, findings } = eventTables(project, { ...options, dialect: reading.dialect });
  const title = project.file.name?.value ?? "events";
  const texts = tables.length === 0 ? [] : [[title, documentText(title, tables)] as const];
  return { texts: new Map(texts), events: tables.length, losses: lostTests(tables), findings };
}

function documentText(title: string, tables: readonly EventTable[]): string {
  const keys = plainNames(
    tables.map(({ name }) => name),
    /[^\w.-]/g,
  );
  const each = (make: (key: string, table: EventTable) => YamlData) =>
    Object.fromEntries(
      tables.map((table) => {
        const key = keys.get(table.name) ?? table.name;
        return [key, make(key, table)];
      }),
    );
  return writeYaml({
    asyncapi: "3.0.0",
    info: { title, version: "1.0.0" },
    defaultContentType: "application/json",
    channels: each((key, { name }) => ({
      address: name,
      messages: { [key]: inline({ $ref: `#/components/messages/${key}` }) },
    })),
    operations: each((key) => ({
      action: "send",
      channel: inline({ $ref: `#/channels/${key}` }),
      messages: [inline({ $ref: `#/channels/${key}/messages/${key}` })],
    })),
    components: {
      messages: each(messageOf),
      schemas: each((_, table) => rowSchema(table)),
    },
  });
}

function messageOf(key: string, { name, event, description }: EventTable): YamlData {
  return {
    name,
    description,
    tags: event.tags.length > 0 ? event.tags.map(({ value }) => inline({ name: value })) : undefined,
    payload: inline({ $ref: `#/components/schemas/${key}` }),
    "x-eventspec": inline(factsOf(event)),
  };
}

/** What a message has no key for. */
function factsOf({ file, version, owner, tier, origin, goals, consumers, definition }: ProjectEvent) {
  const texts = (items: readonly { readonly value: string }[]) =>
    items.length > 0 ? items.map(({ value }) => value) : undefined;
  return {
    file,
    version,
    owner: owner?.value,
    tier,
    origin,
    goals: texts(goals),
    consumers: texts(consumers),
    deprecated: definition.deprecated?.reason?.value ?? (definition.deprecated ? true : undefined),
  };
}
