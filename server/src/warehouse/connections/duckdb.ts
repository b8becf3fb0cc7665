/** DuckDB on this machine, in a process of its own: a database file opened read-only, files of the project as tables, or both. */
import { basename } from "node:path";
import { refuseForeign } from "../settingFiles.ts";
import { artifactsSetting, type ResolvedSettings, resolveSettings } from "../settings.ts";
import type { ConnectionKind, DatabaseSettings, OpenContext } from "../types.ts";
import { dataFiles } from "./duckdb/dataFiles.ts";

export const duckdb: ConnectionKind = {
  type: "duckdb",
  title: "DuckDB",
  description: "Embedded: a DuckDB file, or files in a folder. Needs nothing else.",
  dialect: "duckdb",
  embedded: true,
  settings: [
    {
      name: "path",
      type: "path",
      description: "The database file, relative to the project file. Opened read-only.",
    },
    {
      name: "database",
      type: "text",
      default: "the file's name without its ending, unless a schema has that name",
      description: "What SQL calls the database of the file.",
    },
    {
      name: "schema",
      type: "text",
      default: "`main`",
      description: "Schema of tables that are named without one.",
    },
    {
      name: "attach",
      type: "databases",
      description:
        "Name in SQL → another DuckDB file, relative to the project file. Opened read-only beside the first.",
    },
    {
      name: "files",
      type: "files",
      description:
        "Table → CSV, Parquet or JSON file, relative to the project file and inside the project, or a map with `path` and how the files are written. A dot separates schema and table. `*` in a key stands for the file's name without its ending.",
    },
    artifactsSetting,
  ],
  namespace(settings) {
    const path = settings.text("path");
    const database = settings.text("database") ?? (path && basename(path).replace(/\.[^.]*$/, ""));
    const schema = settings.text("schema");
    return { ...(database && { database }), ...(schema !== undefined && { schema }) };
  },
  dataFiles,
  async open(settings, context, signal) {
    const { ownEngine } = await import("../engineProcess/connection.ts");
    const read = resolveSettings(settings, duckdb, context);
    await refuseForeignDatabases(read, context);
    const given: DatabaseSettings = {
      connection: read.name,
      projectRoot: context.projectRoot,
      path: read.text("path"),
      database: read.text("database"),
      schema: read.text("schema"),
      attach: read.values.get("attach"),
      files: read.values.get("files"),
    };
    return (context.engine ?? ownEngine()).open(given, signal, context.secrets);
  },
};

/** The project's own files, and where a user lets it go. What a setting may not be at all is said by who opens it. */
async function refuseForeignDatabases(settings: ResolvedSettings, context: OpenContext): Promise<void> {
  const path = settings.text("path");
  if (path !== undefined) await refuseForeign(settings, "path", path, context);
  for (const other of Object.values(settings.values.get("attach") ?? {}))
    if (typeof other === "string") await refuseForeign(settings, "attach", other, context);
}
