/** Projects of which not everything can be checked, each for a reason of its own; what is checked is without findings. */
import { writeCatalog } from "../../server/src/project/catalog.ts";

const spec = (table: string): string => `from: ${table}
as: o
key: o.id
events:
  ${table.replace(/\W/g, "_")}_seen:
    at: o.at
    entities: {customer: o.id}
`;
const projectFile = (more: string): string =>
  `eventspec: 1\nname: p\nentities: {customer: {}}\nrules: {extends: minimal}\n${more}`;
const rows = "id,at\n1,2025-01-01T10:00:00\n";
const columns = [
  { name: "id", type: "BIGINT" },
  { name: "at", type: "TIMESTAMP" },
];
const catalog = writeCatalog({ tables: [{ parts: ["orders"], columns, origin: "" }], known: true });

const manifest = JSON.stringify({
  metadata: { project_name: "wh", generated_at: "2026-01-02T00:00:00Z" },
  nodes: {
    m: { resource_type: "model", package_name: "wh", name: "orders", schema: "marts", columns: { id: {} } },
  },
});

export interface KnowledgeState {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** How the check says what it has not looked at. */
  readonly says: RegExp;
}

/** States that the command line and the editor share. */
export const knowledgeStates: readonly KnowledgeState[] = [
  {
    name: "no connection",
    files: { "eventspec.yml": projectFile(""), "a.events.yml": spec("orders") },
    says: /Columns of 0 of 1 table were checked \(1 not known\), types were not\. The project has no connection\./,
  },
  {
    name: "no connection, but a catalog",
    files: {
      "eventspec.yml": projectFile(""),
      "a.events.yml": spec("orders"),
      "eventspec.catalog.json": catalog,
    },
    says: /Columns of 1 of 1 table were checked, types were not\. The project has no connection\./,
  },
  {
    name: "a connection that is away",
    files: {
      "eventspec.yml": projectFile("connections: {dev: {type: duckdb, path: gone.duckdb}}\n"),
      "a.events.yml": spec("orders"),
    },
    says: /Columns of 0 of 1 table were checked \(1 not known\), types were not\. .*gone\.duckdb/,
  },
  {
    name: "a connection that is asked only when it is named",
    files: {
      "eventspec.yml": projectFile("connections: {prod: {type: postgres, host: db.invalid, database: d}}\n"),
      "a.events.yml": spec("orders"),
    },
    says: /\(1 not known\), types were not\. The connection "prod" is asked only when it is named/,
  },
  {
    name: "two connections and no default",
    files: {
      "eventspec.yml": projectFile(
        "connections: {a: {type: duckdb, files: {orders: o.csv}}, b: {type: duckdb, files: {orders: o.csv}}}\n",
      ),
      "o.csv": rows,
      "a.events.yml": spec("orders"),
    },
    says: /The project has several connections and no default, so none was asked\./,
  },
  {
    name: "a dbt manifest without catalog",
    files: {
      "eventspec.yml": projectFile("dbt: {project: wh}\n"),
      "a.events.yml": spec("ref('orders')"),
      "wh/target/manifest.json": manifest,
    },
    says: /Columns of 0 of 1 table were checked \(1 partly known\), types were not\. The project has no connection\. There is no catalog\.json in wh\/target.*`dbt docs generate` in wh\./,
  },
  {
    name: "a dbt manifest that is newer than the catalog",
    files: {
      "eventspec.yml": projectFile("dbt: {project: wh}\n"),
      "a.events.yml": spec("ref('orders')"),
      "wh/target/manifest.json": manifest,
      "wh/target/catalog.json": JSON.stringify({
        metadata: { generated_at: "2026-01-01T00:00:00Z" },
        nodes: { m: { columns: { id: { type: "BIGINT", index: 1 } } } },
      }),
    },
    says: /\(1 partly known\), types were not\. The project has no connection\. catalog\.json in wh\/target is older than the manifest.*`dbt docs generate`/,
  },
];

/** 28 tables, of which one can't be read. */
export function oneOf28Unreadable(): Readonly<Record<string, string | Uint8Array>> {
  const names = Array.from({ length: 28 }, (_, at) => `t${at}`);
  const tables = names.map((name) => [`data/${name}.csv`, rows] as const);
  const specs = names.map((name) => [`${name}.events.yml`, spec(`shop.${name}`)] as const);
  return {
    "eventspec.yml": projectFile("connections: {dev: {type: duckdb, files: {'shop.*': 'data/*.csv'}}}\n"),
    ...Object.fromEntries([...tables, ...specs]),
    "data/t7.csv": Buffer.from("id,at\n1,caf\xe9\n", "latin1"),
  };
}
