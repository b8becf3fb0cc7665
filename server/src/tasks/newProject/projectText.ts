/** The text of a new `eventspec.yml`. */
import { harmlessLine } from "../../document/harmless.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import type { FoundData } from "./findData.ts";

/** A team, and where to reach it as far as that is known. */
export interface NewTeam {
  readonly name: string;
  readonly email?: string;
  readonly slack?: string;
}

/** What the first event needs to be declared, or why there is none. */
export interface Declared {
  /** By the keys of `files`: why a file can't be read. It stands there as a comment. */
  readonly unreadable?: ReadonlyMap<string, string>;
  readonly entities: readonly string[];
  /** Owners of events. */
  readonly teams: readonly NewTeam[];
  /** A sentence for people; absent where there is an event. */
  readonly whyNoEvent?: string;
}

/** The first kind of data found is the connection that is used: a dbt project, a database, files. */
export function projectText(found: FoundData, { entities, teams, whyNoEvent, unreadable }: Declared): string {
  const connections = connectionsOf(found, unreadable);
  const [used] = connections;
  const { dbt } = found;
  const lines = [
    ...(whyNoEvent === undefined ? [] : [`# No event was added: ${whyNoEvent}`]),
    "eventspec: 1",
    `name: ${writeScalar(found.name)}`,
    "# Of times that name no zone: that of the clock that wrote them, such as Europe/Brussels.",
    "timezone: UTC",
    ...(dbt === undefined ? [] : ["", `dbt: {project: ${writeScalar(dbt, { flow: true })}}`]),
    "",
    ...(used ? [`connection: ${used.name}`, "connections:"] : withoutData),
    ...connections.flatMap(({ name, settings }) => [`  ${name}:`, ...settings.map((line) => `    ${line}`)]),
    ...(found.moreFiles > 0 ? [moreFiles(found.moreFiles)] : []),
    ...(teams.length > 0 ? ["", "teams:", ...teams.map(teamLine)] : []),
    ...(entities.length > 0 ? ["", "entities:", ...entities.map((name) => `  ${name}: {}`)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function teamLine({ name, ...reach }: NewTeam): string {
  const settings = Object.entries(reach).map(
    ([key, value]) => `${key}: ${writeScalar(value, { flow: true })}`,
  );
  return `  ${writeScalar(name)}: {${settings.join(", ")}}`;
}

const withoutData = [
  "# No data was found here. Name what holds your tables, for instance:",
  "# connections:",
  "#   dev: {type: duckdb, files: {orders: data/orders.csv}}",
];

const moreFiles = (count: number) =>
  `      # ${count} more files are left out. A pattern takes in many: "shop.*": "data/shop/*.csv"`;

interface NewConnection {
  readonly name: string;
  readonly settings: readonly string[];
}

function connectionsOf(
  { dbt, databases, files }: FoundData,
  unreadable: ReadonlyMap<string, string> = new Map(),
): NewConnection[] {
  const connections: NewConnection[] = [];
  if (dbt !== undefined) {
    const place = dbt === "." ? [] : [`project: ${writeScalar(dbt)}`];
    connections.push({ name: "dbt", settings: ["type: dbt", ...place] });
  }
  const [database] = databases;
  if (database !== undefined)
    connections.push({ name: "database", settings: ["type: duckdb", `path: ${writeScalar(database)}`] });
  const tables = [...tablesOf(files)].flatMap(([table, path]) => {
    const line = `${table}: ${writeScalar(path)}`;
    const why = unreadable.get(table);
    return why === undefined ? [`  ${line}`] : [`  # ${harmlessLine(why)}`, `  # ${line}`];
  });
  if (tables.length > 0) connections.push({ name: "files", settings: ["type: duckdb", "files:", ...tables] });
  return connections;
}

/** Each file a table, by its name; of two with one name the first. */
function tablesOf(files: readonly string[]): ReadonlyMap<string, string> {
  const tables = new Map<string, string>();
  for (const path of files) {
    const stem = path.replace(/^.*\//, "").replace(/\..*$/, "");
    const table = stem
      .toLowerCase()
      .replace(/\W+/g, "_")
      .replace(/^(?=\d)/, "t");
    if (/[a-z]/.test(table) && !tables.has(table)) tables.set(table, path);
  }
  return tables;
}
