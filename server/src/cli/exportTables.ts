import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { exportAsyncApi } from "../exporters/asyncapi/exportAsyncApi.ts";
import { type DataHubOptions, exportDataHub } from "../exporters/datahub/exportDataHub.ts";
import type { TablesExport } from "../exporters/eventTables.ts";
import { exportOdcs } from "../exporters/odcs/exportOdcs.ts";
import { exportOpenLineage, type LineageOptions } from "../exporters/openlineage/exportOpenLineage.ts";
import { exportOsi } from "../exporters/osi/exportOsi.ts";
import { exportSnowplow, type SnowplowOptions } from "../exporters/snowplow/exportSnowplow.ts";
import { type KnownStructure, knownStructure } from "../exporters/snowplow/schemaVer.ts";
import { whyNoEvents } from "../project/misnamedFiles.ts";
import type { Project } from "../project/types.ts";
import type { DialectName } from "../sql/types.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import { exitCode, usageError } from "./commandError.ts";
import { tellFindings } from "./compile.ts";
import { chosenConnection } from "./connections.ts";
import { fileName } from "./fileName.ts";
import { parserFor } from "./knowledge.ts";
import { knownTypes } from "./knownTypes.ts";
import { namedEvent, openProject } from "./openProject.ts";
import type { TableFormatName } from "./tableFormats.ts";
import { type ExportOptions, tellExport } from "./tellExport.ts";
import type { Terminal } from "./terminal.ts";

export interface TablesCommandOptions extends ExportOptions {
  readonly dialect?: DialectName;
  readonly schema?: string;
  readonly namespace?: string;
  readonly environment?: string;
  readonly vendor?: string;
}

interface TableFormat {
  /** How names of its files end; absent where the format gives whole names. */
  readonly ending?: string;
  write(project: Project, options: LineageOptions & DataHubOptions & SnowplowOptions): TablesExport;
}

const formats: Readonly<Record<TableFormatName, TableFormat>> = {
  asyncapi: { ending: "asyncapi.yaml", write: exportAsyncApi },
  datahub: { ending: "datahub.json", write: exportDataHub },
  snowplow: { write: exportSnowplow },
  openlineage: { ending: "openlineage.ndjson", write: exportOpenLineage },
  odcs: { ending: "odcs.yaml", write: exportOdcs },
  osi: { ending: "osi.yaml", write: exportOsi },
};

/** `eventspec export odcs|…`: what a format says of events and their relations. */
export async function exportTables(
  name: TableFormatName,
  names: readonly string[],
  options: TablesCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { write, ending } = formats[name];
  const opened = await openProject(options, terminal);
  const events = names.map((event) => namedEvent(opened, event) && event);
  const settings = chosenConnection(opened, options.connection);
  const dialect = options.dialect ?? connectionDialect(settings);
  const { project, types } = await knownTypes({ project: opened, settings, terminal }, dialect, options);
  const reading = { dialect, parser: await parserFor(project, dialect) };
  const made = write(project, {
    ...{ reading, ...types, ...(events.length > 0 && { events }) },
    ...(options.schema !== undefined && { schema: options.schema }),
    namespace: options.namespace ?? "",
    environment: options.environment ?? "PROD",
    now: new Date().toISOString(),
    vendor: vendorOf(options.vendor),
    known: (file) => structureThere(resolve(terminal.cwd, options.out ?? "."), file),
  });
  if (made.findings.length > 0) tellFindings(project, made, terminal);
  const isWrong = made.findings.some(({ severity }) => severity === "error");
  if (made.texts.size === 0 && !isWrong)
    throw usageError(whyNoEvents(project) ?? "No event has anything to be written.");
  if (made.texts.size > 1 && options.out === undefined && options.format === "text")
    throw usageError(
      "Several files would be written.",
      ending === undefined ? "Name a folder with --out." : "Name a folder with --out, or one event.",
    );
  const files = new Map(
    [...made.texts].map(([text, content]) => [
      ending === undefined ? text : `${fileName(text)}.${ending}`,
      content,
    ]),
  );
  if (files.size > 0)
    await tellExport({ files, events: made.events, losses: made.losses }, options, terminal);
  return isWrong ? exitCode.findings : exitCode.ok;
}

/** It is a part of files' names. */
function vendorOf(vendor = ""): string {
  if (vendor !== "" && !/^[\w-]+(\.[\w-]+)*$/.test(vendor))
    throw usageError(
      `"${vendor}" is no vendor.`,
      "It is made of letters, digits, `_`, `-` and dots: com.acme.",
    );
  return vendor;
}

/** A data structure that an earlier export wrote. One that can't be read stays: nobody knows which version comes next. */
function structureThere(folder: string, file: string): KnownStructure | undefined {
  const path = join(folder, file);
  if (!existsSync(path)) return undefined;
  const known = knownStructure(parsed(readFileSync(path, "utf8")));
  if (!known)
    throw usageError(
      `${file} is there, and is no data structure with a version.`,
      "Put it right, or take it away: then the schema begins at 1-0-0.",
    );
  return known;
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}
