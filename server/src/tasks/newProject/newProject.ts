/** A project for what lies in a folder: `eventspec.yml`, and a first event where a table says what happened when. */
import { join } from "node:path";
import { harmlessLine } from "../../document/harmless.ts";
import { chooseConnection } from "../../project/chooseConnection.ts";
import { loadProject, projectFileName } from "../../project/loadProject.ts";
import { overlayFileSystem } from "../../project/nodeFileSystem.ts";
import { teamOfTable } from "../../project/teams.ts";
import type { Catalog, FileSystem, Project } from "../../project/types.ts";
import { withWarehouse } from "../../project/withWarehouse.ts";
import type { DialectName } from "../../sql/types.ts";
import { openConnection } from "../../warehouse/open.ts";
import { type EmbeddedEngine, WarehouseError } from "../../warehouse/types.ts";
import { askTables } from "../askConnection.ts";
import { connectionDialect, leadsHere } from "../connectionTypes.ts";
import { forConnection } from "../forConnection.ts";
import { openContextOf } from "../openContext.ts";
import { pathFor, specText } from "../suggest/specText.ts";
import type { Suggestion } from "../suggest/types.ts";
import { chooseSource } from "./chooseSource.ts";
import { findData } from "./findData.ts";
import { type NewTeam, projectText } from "./projectText.ts";

/** The spec of the table that suggests the surest events. */
interface FirstEvent {
  /** Of the first event in it. */
  readonly name: string;
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  /** What the project file must declare. */
  readonly entities: readonly string[];
}

/** Files to write, and nothing else: whoever asked writes them. */
export interface NewProject {
  /** Of `eventspec.yml`. */
  readonly text: string;
  readonly event?: FirstEvent;
  /** Why there is no event, as a sentence for people. */
  readonly whyNoEvent?: string;
}

export interface Surroundings {
  readonly disk: FileSystem;
  /** Absolute. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False where nothing may be opened. */
  readonly trusted: boolean;
  readonly engine?: EmbeddedEngine;
  /** The moment, in milliseconds; the clock where it is absent. */
  readonly now?: number;
}

/** Reads; writes nothing. Asks only an embedded database: tables of any other are known from dbt's artefacts alone. */
export async function newProject(around: Surroundings, signal: AbortSignal): Promise<NewProject> {
  const found = await findData(around.disk, around.folder);
  const isEmpty = found.dbt === undefined && found.databases.length + found.files.length === 0;
  const { event, whyNoEvent, teams, unreadable }: Proposed = isEmpty
    ? { teams: [] }
    : await proposedFor(projectText(found, { entities: [], teams: [] }), around, signal);
  const why = whyNoEvent === undefined ? {} : { whyNoEvent: harmlessLine(whyNoEvent) };
  const text = projectText(found, {
    entities: event?.entities ?? [],
    ...{ teams, ...why },
    ...(unreadable && { unreadable }),
  });
  return { text, ...(event && { event }), ...why };
}

interface Proposed {
  readonly event?: FirstEvent;
  readonly whyNoEvent?: string;
  /** Whom the project file declares: groups of dbt, and who owns the event where none of them does. */
  readonly teams: readonly NewTeam[];
  /** By the keys of `files`: why one can't be read. */
  readonly unreadable?: ReadonlyMap<string, string>;
}

async function proposedFor(text: string, around: Surroundings, signal: AbortSignal): Promise<Proposed> {
  const { disk, folder, env } = around;
  const files = overlayFileSystem(disk, new Map([[join(folder, projectFileName), text]]));
  const project = await forConnection(await loadProject(files, folder, { env }), undefined);
  const groups = (project.dbt?.manifest?.groups ?? []).map(({ name, owner: { email, slack } }): NewTeam => {
    return { name, ...(email !== undefined && { email }), ...(slack !== undefined && { slack }) };
  });
  const found = await sourceIn(project, around, signal).catch((error: unknown): FoundSource => {
    if (!(error instanceof WarehouseError)) throw error;
    return { whyNoEvent: `${error.message}${project.dbt?.problem ? ` ${toBuild}` : ""}` };
  });
  const { unreadable } = found;
  const others = unreadable ? { unreadable } : {};
  if (!found.source) return { whyNoEvent: found.whyNoEvent, teams: groups, ...others };
  const { source, catalog, dialect } = found;
  const owner = teamOfTable(source.table, project)?.name;
  const today = new Date(nowOf(around)).toISOString().slice(0, 10);
  const event = {
    name: source.events.find(({ at }) => at)?.name ?? "",
    path: pathFor(source.table),
    text: specText(source, { catalog, dialect, owner: owner ?? defaultOwner, today }),
    entities: [...source.entities.keys()],
  };
  return { event, teams: owner === undefined ? [...groups, { name: defaultOwner }] : groups, ...others };
}

const nowOf = ({ now = Date.now() }: Surroundings): number => now;

const toBuild = "`dbt build` makes what dbt's names mean, and its tables.";
/** Of events over tables that nobody is known to own. */
const defaultOwner = "data";

type FoundSource = Pick<Proposed, "unreadable"> &
  (
    | { readonly source: Suggestion; readonly catalog: Catalog; readonly dialect: DialectName }
    | { readonly source?: undefined; readonly whyNoEvent: string }
  );

/** Rejects with `WarehouseError`. */
async function sourceIn(project: Project, around: Surroundings, signal: AbortSignal): Promise<FoundSource> {
  const { trusted, engine } = around;
  const now = nowOf(around);
  const choice = chooseConnection(project.file);
  const settings = choice.kind === "chosen" ? choice.settings : undefined;
  const context = openContextOf(project, engine);
  if (!settings || !trusted || !(await leadsHere(settings, context))) {
    const dialect = project.dbt?.manifest?.dialect ?? connectionDialect(settings);
    const source = await chooseSource(project.catalog.tables, { project, now }, signal);
    if (source) return { source, catalog: project.catalog, dialect };
    return { whyNoEvent: trusted ? unasked : untrusted };
  }
  const connection = await openConnection(settings, context, signal);
  try {
    const known = withWarehouse(project, await askTables(project, connection, "all", signal));
    const { catalog } = known;
    const source = await chooseSource(catalog.tables, { project: known, connection, now }, signal);
    const files = (catalog.unreadable ?? []).flatMap(({ filesKey, reason }) =>
      filesKey === undefined ? [] : [[filesKey, reason] as const],
    );
    const unreadable = new Map(files);
    if (source) return { source, catalog, dialect: connection.dialect, unreadable };
    const [first] = catalog.unreadable ?? [];
    return { unreadable, whyNoEvent: first?.reason ?? whyNone(known) };
  } finally {
    await connection.close();
  }
}

function whyNone({ catalog, events }: Project): string {
  if (catalog.tables.length === 0) return noTable;
  return events.length > 0 ? allThere : noTime;
}

const untrusted = "the workspace is not trusted, so no table was looked at.";
const unasked = "no column is known yet. `eventspec catalog refresh`, or `dbt docs generate`, tells them.";
const noTable = "the database has no tables yet.";
const noTime = "no table has a column that says when something happened.";
const allThere = "the specs that are there have what its tables suggest.";
