/** A project for what lies in a folder, as text; apart from VS Code so that it can be tested. */

/** What was found; paths relative to the folder, with `/`. */
export interface FoundData {
  /** Of the folder. */
  readonly name: string;
  /** CSV, Parquet and JSON files; `head`: the first lines of a CSV file. */
  readonly files: readonly { readonly path: string; readonly head?: string }[];
  /** DuckDB files. */
  readonly databases: readonly string[];
  /** The folder that holds `dbt_project.yml`; `.` for the folder itself. */
  readonly dbt?: string;
}

export interface NewProject {
  /** Of `eventspec.yml`. */
  readonly text: string;
  /** A first event, where the data shows what happens when. */
  readonly event?: { readonly path: string; readonly text: string };
}

/** The first kind of data found is the connection that is used: a dbt project, a database, files. */
export function newProject(found: FoundData): NewProject {
  const tables = tablesOf(found.files);
  const connections = connectionsOf(found, tables);
  const [used] = connections;
  const first = used?.name === "files" ? tables.map(eventOf).find((event) => event !== undefined) : undefined;
  const lines = [
    "eventspec: 1",
    `name: ${quoted(found.name)}`,
    ...(found.dbt === undefined ? [] : ["", `dbt: {project: ${quoted(found.dbt)}}`]),
    "",
    ...(used ? [`connection: ${used.name}`, "connections:"] : withoutData),
    ...connections.flatMap(({ name, settings }) => [`  ${name}:`, ...settings.map((line) => `    ${line}`)]),
    ...(first ? ["", "teams:", "  data: {}", "", "entities:", `  ${first.entity}: {}`] : []),
    "",
  ];
  return {
    text: lines.join("\n"),
    ...(first && { event: { path: first.path, text: first.text } }),
  };
}

const withoutData = [
  "# No data was found here. Name what holds your tables, for instance:",
  "# connections:",
  "#   dev: {type: duckdb, files: {orders: data/orders.csv}}",
];

interface NewConnection {
  readonly name: string;
  readonly settings: readonly string[];
}

function connectionsOf({ dbt, databases }: FoundData, tables: readonly FoundTable[]): NewConnection[] {
  const connections: NewConnection[] = [];
  if (dbt !== undefined) {
    const place = dbt === "." ? [] : [`project: ${quoted(dbt)}`];
    connections.push({ name: "dbt", settings: ["type: dbt", ...place] });
  }
  const [database] = databases;
  if (database !== undefined)
    connections.push({ name: "database", settings: ["type: duckdb", `path: ${quoted(database)}`] });
  if (tables.length > 0) {
    const files = tables.map(({ table, path }) => `  ${table}: ${quoted(path)}`);
    connections.push({ name: "files", settings: ["type: duckdb", "files:", ...files] });
  }
  return connections;
}

interface FirstEvent {
  readonly path: string;
  readonly text: string;
  /** What its rows are of. */
  readonly entity: string;
}

interface FoundTable {
  readonly table: string;
  readonly path: string;
  readonly head: string;
}

/** Each file a table, by its name; of two with one name the first. */
function tablesOf(files: FoundData["files"]): FoundTable[] {
  const tables = new Map<string, FoundTable>();
  for (const { path, head = "" } of files) {
    const stem = path.replace(/^.*\//, "").replace(/\..*$/, "");
    const table = stem
      .toLowerCase()
      .replace(/\W+/g, "_")
      .replace(/^(?=\d)/, "t");
    if (/[a-z]/.test(table) && !tables.has(table)) tables.set(table, { table, path, head });
  }
  return [...tables.values()];
}

/** What the first column that holds a time says: a row of the table is an event. */
function eventOf({ table, head }: FoundTable): FirstEvent | undefined {
  const [names = "", values = ""] = head.split(/\r?\n/);
  const mark = [",", ";", "\t", "|"].find((each) => names.includes(each)) ?? ",";
  const cells = (line: string) => line.split(mark).map((cell) => cell.replace(/^"(.*)"$/, "$1"));
  const sample = cells(values);
  const columns = cells(names.replace(/^\uFEFF/, "")).map((name, index) => ({
    name,
    value: sample[index] ?? "",
  }));
  const named = columns.filter(({ name }) => /^[a-z_]\w*$/i.test(name));
  const at = named.find(({ value }) => /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)/.test(value));
  const key =
    named.find(({ name }) => /^id$/i.test(name)) ?? named.find(({ name }) => /id$/i.test(name)) ?? named[0];
  if (!at || !key) return undefined;
  const what = at.name.toLowerCase().replace(/_(at|on|date|time|timestamp|ts)$/, "");
  const entity = key.name.toLowerCase().replace(/_?id$/, "") || table.replace(/s$/, "");
  const text = [
    `# One row of ${table} is one event, as far as a file can tell: name it after what happened.`,
    `from: ${table}`,
    "as: t",
    `key: t.${key.name}`,
    "owner: data",
    "entities:",
    `  ${entity}: t.${key.name}`,
    "",
    "events:",
    `  ${table}_${what}:`,
    `    description: A row of ${table}, at its ${at.name}.`,
    `    at: t.${at.name}`,
    "",
  ].join("\n");
  return { path: `events/${table}.events.yml`, text, entity };
}

/** A YAML string that means just the text. */
function quoted(text: string): string {
  const isPlain = /^[a-z_./][\w./-]*$/i.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
