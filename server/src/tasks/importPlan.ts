/** Tracking plans of other tools become event specs. */

import { readGa4 } from "../importers/ga4/readGa4.ts";
import { specOfGa4 } from "../importers/ga4/specOfGa4.ts";
import { snowplowTable, tableOfEach } from "../importers/trackingPlan/places.ts";
import { readRudderstack } from "../importers/trackingPlan/readRudderstack.ts";
import { readSegment } from "../importers/trackingPlan/readSegment.ts";
import { readSnowplow } from "../importers/trackingPlan/readSnowplow.ts";
import { type PlanText, specOfPlan } from "../importers/trackingPlan/specOfPlan.ts";
import type { Project } from "../project/types.ts";
import type { CarriedPlan, Loss } from "../spec/trackingPlan.ts";
import type { DialectName } from "../sql/types.ts";

export const planTools = ["segment", "rudderstack"] as const;
export type PlanTool = (typeof planTools)[number];

/** Tools whose plans are read. */
export const importTools = [...planTools, "snowplow", "ga4"] as const;
export type ImportTool = (typeof importTools)[number];

export interface PlanSource {
  readonly tool: ImportTool;
  /** What is in the files, in order. */
  readonly texts: readonly { readonly file: string; readonly text: string }[];
  /** The schema that the tool loads events into. */
  readonly schema: string;
}

export type ImportOutcome =
  | ({ readonly kind: "spec" } & PlanText & {
        /** The plan's. */
        readonly name: string;
        /** What the project file lacks, as YAML. */
        readonly declare: readonly string[];
      })
  | { readonly kind: "unreadable"; readonly file: string; readonly reason: string }
  | { readonly kind: "no-plan"; readonly files: readonly string[] }
  /** The tool loads into that engine alone. */
  | { readonly kind: "elsewhere"; readonly engine: DialectName };

type PlanReader = (documents: readonly unknown[]) => CarriedPlan | undefined;

const readers: Readonly<Record<Exclude<ImportTool, "ga4">, PlanReader>> = {
  segment: ([plan]) => readSegment(plan),
  rudderstack: readRudderstack,
  snowplow: readSnowplow,
};

/** In: a plan and the project that it is for. Out: the text of a spec file, what got lost on the way, and what the project should declare. */
export async function importPlan(
  project: Project,
  dialect: DialectName,
  source: PlanSource,
): Promise<ImportOutcome> {
  const { tool } = source;
  if (tool === "ga4" && dialect !== "bigquery") return { kind: "elsewhere", engine: "bigquery" };
  const documents: unknown[] = [];
  for (const { file, text } of source.texts) {
    const read = await parsed(tool, text);
    if (!read.ok) return { kind: "unreadable", file, reason: read.reason };
    documents.push(...read.documents);
  }
  const made =
    tool === "ga4"
      ? ofGa4(project, source, documents)
      : ofPlan(project, dialect, { ...source, tool }, documents);
  return made ?? { kind: "no-plan", files: source.texts.map(({ file }) => file) };
}

type Made = Extract<ImportOutcome, { kind: "spec" }>;

function ofPlan(
  project: Project,
  dialect: DialectName,
  { tool, schema }: PlanSource & { readonly tool: Exclude<ImportTool, "ga4"> },
  documents: readonly unknown[],
): Made | undefined {
  const read = readers[tool](documents);
  if (!read) return undefined;
  const destination = project.file.destinations.find(({ type }) => type?.value === tool)?.name.value;
  const people = peopleOf(project);
  const made = specOfPlan(read.plan, {
    made: `eventspec import ${tool}`,
    place: (tool === "snowplow" ? snowplowTable : tableOfEach)(schema, dialect),
    ...(destination !== undefined && { destination }),
    ...people.known,
  });
  const lacking = destination === undefined ? [`destinations: {${tool}: {type: ${tool}}}`] : [];
  const losses: readonly Loss[] = [...read.losses, ...made.losses];
  return { kind: "spec", ...made, name: read.plan.name, losses, declare: [...lacking, ...people.declare] };
}

function ofGa4(project: Project, { schema }: PlanSource, documents: readonly unknown[]): Made | undefined {
  const events = readGa4(documents.flatMap((one) => (Array.isArray(one) ? (one as unknown[]) : [one])));
  if (!events) return undefined;
  const { known, declare } = peopleOf(project);
  return { kind: "spec", ...specOfGa4(events, { schema, ...known }), name: "ga4", declare };
}

/** Entities of the project that a tool's ids stand for, and what it should declare of them. */
function peopleOf({ file }: Project) {
  const visitor = file.entities.find(({ anonymous }) => anonymous);
  const user =
    visitor?.resolvesTo?.entity?.value ?? file.entities.find(({ name }) => isUser(name.value))?.name.value;
  return {
    known: { ...(visitor && { visitor: visitor.name.value }), ...(user !== undefined && { user }) },
    declare: [
      ...(visitor ? [] : ["entities: {visitor: {type: string, anonymous: true}}"]),
      ...(user === undefined ? ["entities: {user: {type: string}}"] : []),
    ],
  };
}

const isUser = (name: string): boolean => /^(user|customer|account|person|member)$/i.test(name);

type Parsed =
  | { readonly ok: true; readonly documents: readonly unknown[] }
  | { readonly ok: false; readonly reason: string };

async function parsed(tool: ImportTool, text: string): Promise<Parsed> {
  const plain = text.replace(/^\uFEFF/, "");
  if (tool === "segment") return parsedJson([plain]);
  if (tool === "ga4") {
    const whole = parsedJson([plain]);
    const lines = plain.split("\n").filter((line) => line.trim() !== "");
    return whole.ok || lines.length < 2 || !/^\s*\{/.test(plain) ? whole : parsedJson(lines);
  }
  const { parseAllDocuments } = await import("yaml");
  const documents = parseAllDocuments(text, { merge: true });
  const list = Array.isArray(documents) ? documents : [];
  const problem = list.flatMap(({ errors }) => errors)[0];
  if (problem) return { ok: false, reason: problem.message };
  return { ok: true, documents: list.map((document) => document.toJS({ maxAliasCount: 1000 }) as unknown) };
}

/** In: texts, of which each is a document. */
function parsedJson(texts: readonly string[]): Parsed {
  try {
    return { ok: true, documents: texts.map((text) => JSON.parse(text) as unknown) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
