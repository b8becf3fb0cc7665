/** Tracking plans of other tools become event specs. */

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
export const importTools = [...planTools, "snowplow"] as const;
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
  | { readonly kind: "no-plan"; readonly files: readonly string[] };

const readers: Readonly<Record<ImportTool, (documents: readonly unknown[]) => CarriedPlan | undefined>> = {
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
  const documents: unknown[] = [];
  for (const { file, text } of source.texts) {
    const read = await parsed(source.tool, text);
    if (!read.ok) return { kind: "unreadable", file, reason: read.reason };
    documents.push(...read.documents);
  }
  const read = readers[source.tool](documents);
  if (!read) return { kind: "no-plan", files: source.texts.map(({ file }) => file) };
  const { file } = project;
  const destination = file.destinations.find(({ type }) => type?.value === source.tool)?.name.value;
  const visitor = file.entities.find(({ anonymous }) => anonymous);
  const user =
    visitor?.resolvesTo?.entity?.value ?? file.entities.find(({ name }) => isUser(name.value))?.name.value;
  const made = specOfPlan(read.plan, {
    made: `eventspec import ${source.tool}`,
    place: (source.tool === "snowplow" ? snowplowTable : tableOfEach)(source.schema, dialect),
    ...(destination !== undefined && { destination }),
    ...(visitor && { visitor: visitor.name.value }),
    ...(user !== undefined && { user }),
  });
  const declare = [
    ...(destination === undefined ? [`destinations: {${source.tool}: {type: ${source.tool}}}`] : []),
    ...(visitor ? [] : ["entities: {visitor: {type: string, anonymous: true}}"]),
    ...(user === undefined ? ["entities: {user: {type: string}}"] : []),
  ];
  const losses: readonly Loss[] = [...read.losses, ...made.losses];
  return { kind: "spec", ...made, name: read.plan.name, losses, declare };
}

const isUser = (name: string): boolean => /^(user|customer|account|person|member)$/i.test(name);

type Parsed =
  | { readonly ok: true; readonly documents: readonly unknown[] }
  | { readonly ok: false; readonly reason: string };

async function parsed(tool: ImportTool, text: string): Promise<Parsed> {
  if (tool === "segment") {
    try {
      return { ok: true, documents: [JSON.parse(text.replace(/^\uFEFF/, ""))] };
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }
  const { parseAllDocuments } = await import("yaml");
  const documents = parseAllDocuments(text, { merge: true });
  const list = Array.isArray(documents) ? documents : [];
  const problem = list.flatMap(({ errors }) => errors)[0];
  if (problem) return { ok: false, reason: problem.message };
  return { ok: true, documents: list.map((document) => document.toJS({ maxAliasCount: 1000 }) as unknown) };
}
