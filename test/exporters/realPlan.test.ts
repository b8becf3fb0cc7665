/** A real tracking plan, with hundreds of conflicts, through the other formats: each event and property is there, or a loss tells. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { exportAsyncApi } from "../../server/src/exporters/asyncapi/exportAsyncApi.ts";
import { exportDataHub } from "../../server/src/exporters/datahub/exportDataHub.ts";
import type { TablesExport } from "../../server/src/exporters/eventTables.ts";
import { exportOdcs } from "../../server/src/exporters/odcs/exportOdcs.ts";
import { exportSnowplow } from "../../server/src/exporters/snowplow/exportSnowplow.ts";
import type { Project, Table } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import type { SqlParser } from "../../server/src/sql/reader/parser.ts";
import { importPlan } from "../../server/src/tasks/importPlan.ts";
import { duckDbReading } from "../support/describedProjects.ts";
import { exported as exportedTo } from "../support/destinationCase.ts";
import { projectOf } from "../support/memoryProject.ts";
import { describeRealData } from "../support/realData.ts";

const settings = `eventspec: 1
name: real
rules: {extends: minimal}
destinations: {mixpanel: {type: mixpanel}, amplitude: {type: amplitude}}
entities: {visitor: {type: string, anonymous: true}, customer: {type: string}}
`;

/** The plan as specs, over tables that have what it says, as texts where it says no type. */
async function projectOfPlan(source: string): Promise<Project> {
  const project = await projectOf({ "eventspec.yml": settings });
  const text = readFileSync(join(source, "plan.json"), "utf8");
  const made = await importPlan(project, "duckdb", {
    tool: "segment",
    texts: [{ file: "plan.json", text }],
    schema: "app",
  });
  if (made.kind !== "spec") return assert.fail(made.kind);
  const spec = made.text.replaceAll(/^origin: tracked$/gm, "origin: tracked\nsend_to: [mixpanel, amplitude]");
  const read = await projectOf({ "eventspec.yml": settings, "a.events.yml": spec });
  const types: Readonly<Record<string, string>> = {
    integer: "bigint",
    float: "double",
    boolean: "boolean",
    timestamp: "timestamp",
    date: "date",
    json: "json",
  };
  const tables = read.events.map((event): Table => {
    const { source: from } = event.document;
    assert.ok(from?.kind === "table");
    const name = (sql = "") => sql.replace(/^t\./, "").replaceAll('"', "");
    const own = event.properties.map(
      ({ sql, type }) => [name(sql?.text), types[type?.value.kind ?? ""] ?? "varchar"] as const,
    );
    const columns = new Map([
      ...own,
      ...[
        ["id", "varchar"],
        ["anonymous_id", "varchar"],
        ["user_id", "varchar"],
      ].map(([one = "", type = ""]) => [one, type] as const),
      ...[
        ["timestamp", "timestamp"],
        ["received_at", "timestamp"],
      ].map(([one = "", type = ""]) => [one, type] as const),
    ]);
    return {
      parts: from.table.sql.text.split(".").map((part) => part.replaceAll('"', "")),
      origin: "test",
      columns: [...columns].map(([one, type]) => ({ name: one, type, dialect: "duckdb" })),
    };
  });
  return withCatalog(read, { known: true, tables });
}

describeRealData("other formats of a real plan", "tracking_plan", (source) => {
  let project: Project;
  let reading: { dialect: "duckdb"; parser: SqlParser };
  before(async function () {
    this.timeout(60_000);
    project = await projectOfPlan(source);
    reading = await duckDbReading();
  });

  /** In: what a format has of each event, by the events' names. */
  function holdsAll(
    { findings, losses }: TablesExport,
    columnsOf: (event: string) => ReadonlySet<string>,
  ): void {
    const refused = new Set(findings.map(({ event }) => event));
    assert.ok(refused.size < project.events.length / 10, [...refused].join(", "));
    for (const event of project.events.filter(({ name }) => !refused.has(name))) {
      const columns = columnsOf(event.name);
      for (const { name } of event.properties)
        assert.ok(
          columns.has(name.value) ||
            losses.some((loss) => loss.event === event.name && loss.property === name.value),
          `${event.name}.${name.value}`,
        );
    }
  }

  it("are contracts of all of it", () => {
    const made = exportOdcs(project, { reading });
    holdsAll(made, (event) => {
      const contract = parse(made.texts.get(event) ?? "") as { schema: { properties: { name: string }[] }[] };
      return new Set(contract.schema[0]?.properties.map(({ name }) => name));
    });
  });

  it("are messages of all of it", () => {
    const made = exportAsyncApi(project, { reading });
    const { components } = parse([...made.texts.values()][0] ?? "") as {
      components: { schemas: Record<string, { properties: object }> };
    };
    holdsAll(made, (event) => new Set(Object.keys(components.schemas[event]?.properties ?? {})));
  });

  it("are data structures of all of it", () => {
    const made = exportSnowplow(project, { reading, vendor: "com.acme", known: () => undefined });
    holdsAll(made, (event) => {
      const { data } = parse(made.texts.get(`data-structures/com.acme/${event}.yaml`) ?? "") as {
        data: { properties: object };
      };
      return new Set(Object.keys(data.properties));
    });
  });

  it("are datasets of all of it", () => {
    const made = exportDataHub(project, { reading, environment: "PROD" });
    const changes = JSON.parse([...made.texts.values()][0] ?? "[]") as {
      entityUrn: string;
      aspectName: string;
      aspect: { json: { fields: { fieldPath: string }[] } };
    }[];
    holdsAll(made, (event) => {
      const own = changes.find(
        ({ entityUrn, aspectName }) => aspectName === "schemaMetadata" && entityUrn.includes(`,${event},`),
      );
      return new Set(own?.aspect.json.fields.map(({ fieldPath }) => fieldPath));
    });
  });

  for (const tool of ["mixpanel", "amplitude"] as const)
    it(`are rows of ${tool}, each property in its JSON`, function () {
      this.timeout(60_000);
      const { sql = "", losses, findings } = exportedTo(project, tool, "duckdb");
      const refused = new Set(findings.map(({ event }) => event));
      for (const event of project.events.filter(({ name }) => !refused.has(name)))
        for (const { name } of event.properties)
          assert.ok(
            sql.includes(`'${name.value.replaceAll("'", "''")}'`) ||
              sql.includes(`"${name.value}"`) ||
              losses.some((loss) => loss.event === event.name && loss.property === name.value),
            `${event.name}.${name.value}`,
          );
    });
});
