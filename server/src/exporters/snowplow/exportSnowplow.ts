/** Events as data structures of Snowplow, and one data product that holds them. */
import { createHash } from "node:crypto";
import { inline, writeYaml } from "../../document/write/writeYaml.ts";
import type { Project } from "../../project/types.ts";
import type { Loss } from "../../spec/trackingPlan.ts";
import { type EventTable, eventTables, type TablesExport, type TablesOptions } from "../eventTables.ts";
import { lostTests } from "../lostTests.ts";
import { plainNames } from "../plainNames.ts";
import { dataStructureText, type Self, structureSchema } from "./dataStructure.ts";
import { changeOf, type KnownStructure, raised } from "./schemaVer.ts";

export interface SnowplowOptions extends TablesOptions {
  /** Who the schemas are of, such as `com.acme`. */
  readonly vendor: string;
  /** What a file holds that is there already, by its name. */
  known(file: string): KnownStructure | undefined;
}

/** In: a project. Out: texts by their files' names, endings included. A version is raised as the change to what is there demands. */
export function exportSnowplow(project: Project, options: SnowplowOptions): TablesExport {
  const { reading, vendor } = options;
  const { tables, findings } = eventTables(project, { ...options, dialect: reading.dialect });
  const names = plainNames(
    tables.map(({ name }) => name),
    /[^\w-]/g,
  );
  const made = tables.map((table) => structureOf(table, names.get(table.name) ?? table.name, options));
  const product = [productFile(project), productText(project, vendor, made)] as const;
  return {
    texts: new Map([
      ...made.map(({ file, text }) => [file, text] as const),
      ...(made.length > 0 ? [product] : []),
    ]),
    events: tables.length,
    losses: [...tables.flatMap(lossesOf), ...lostTests(tables)],
    findings,
  };
}

function structureOf(table: EventTable, name: string, { reading, vendor, known }: SnowplowOptions) {
  const file = `data-structures/${vendor}/${name}.yaml`;
  const schema = structureSchema(table);
  const before = known(file);
  const isOther = before?.eventVersion !== undefined && before.eventVersion !== table.event.version;
  const change = before && changeOf(before.schema, schema, { keepsNotNull: reading.dialect === "redshift" });
  const version = before ? raised(before.version, isOther ? "model" : (change ?? "none")) : "1-0-0";
  const self: Self = { vendor, name, version };
  return { table, file, self, text: dataStructureText(table, self, schema) };
}

const productFile = ({ file }: Project): string =>
  `data-products/${(file.name?.value ?? "events").replaceAll(/[^\p{L}\p{N}_-]/gu, "_")}.yaml`;

interface Made {
  readonly table: EventTable;
  readonly self: Self;
}

function productText({ file }: Project, vendor: string, made: readonly Made[]): string {
  const name = file.name?.value ?? "events";
  return writeYaml({
    apiVersion: "v1",
    resourceType: "data-product",
    resourceName: stableId(vendor, name),
    data: {
      name,
      eventSpecifications: made.map(({ table, self }) => ({
        resourceName: stableId(vendor, name, table.name),
        name: table.name,
        triggers: table.description === undefined ? undefined : [inline({ description: table.description })],
        event: inline({ source: `iglu:${vendor}/${self.name}/jsonschema/${self.version}` }),
      })),
    },
  });
}

/** The same id in every run, in the form of a UUID (version 8: made of whatever one likes). */
function stableId(...parts: readonly string[]): string {
  const digits = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  const groups = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
  ];
  return [...groups, digits.slice(20, 32)].join("-");
}

function lossesOf({ name: event, event: { tags, goals, consumers }, columns }: EventTable): Loss[] {
  const lost = (items: readonly unknown[], what: string): Loss[] =>
    items.length > 0 ? [{ event, message: `Its ${what} are not kept.` }] : [];
  return [
    ...lost(tags, "tags"),
    ...lost(goals, "goals"),
    ...lost(consumers, "consumers"),
    ...columns.flatMap(({ name: property, property: own, type }): Loss[] => [
      ...(own?.unit ? [{ event, property, message: `Its unit is not kept: ${own.unit.value}.` }] : []),
      ...(own?.privacy ? [{ event, property, message: "How private it is is not kept." }] : []),
      ...(own && type?.kind === "decimal" ? [{ event, property, message: "Its digits are not kept." }] : []),
    ]),
  ];
}
