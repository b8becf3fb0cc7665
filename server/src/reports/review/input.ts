import type { Finding } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";
import { type Change, type ChangeClass, changeClasses } from "../../review/types.ts";
import { pathOf, type Range, type ReportInput, rangeOf } from "../input.ts";

/** What a report of a review is made of. */
export interface ReviewInput extends Pick<ReportInput, "prefix" | "color" | "toolVersion" | "pages"> {
  readonly base: { readonly name: string; readonly hash: string };
  readonly head?: { readonly name: string; readonly hash: string };
  readonly before: Project;
  readonly after: Project;
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  /** What running both sides found, by the event; absent where nobody asked. */
  readonly rows?: ReadonlyMap<string, RowsTold>;
}

/** What became of an event's rows. */
export interface RowsTold {
  /** For machines: the JSON of the contract. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For people: sentences, the most important first. */
  readonly lines: readonly string[];
}

export interface LocatedChange {
  readonly change: Change;
  /** `base`: it stands there alone, because it is gone. */
  readonly side: "base" | "head";
  readonly path: string;
  readonly file: string;
  readonly range: Range;
}

export function locatedChange(input: ReviewInput, change: Change): LocatedChange | undefined {
  const side = change.head ? "head" : "base";
  const place = change.head ?? change.base;
  if (!place) return undefined;
  const project = side === "head" ? input.after : input.before;
  return {
    change,
    side,
    file: place.file,
    path: pathOf({ ...input, project, findings: [] }, place.file),
    range: rangeOf(project, place.file, place.span),
  };
}

/** Findings as every other report takes them. */
export function findingsInput({ after, findings, ...rest }: ReviewInput): ReportInput {
  const { prefix, color, toolVersion, pages } = rest;
  return {
    project: after,
    findings,
    ...(prefix !== undefined && { prefix }),
    ...(color !== undefined && { color }),
    ...(toolVersion !== undefined && { toolVersion }),
    ...(pages && { pages }),
  };
}

/** Changes of one event, or of the project; in the order of the review. */
export function byEvent(changes: readonly Change[]): ReadonlyMap<string | undefined, readonly Change[]> {
  const found = new Map<string | undefined, Change[]>();
  for (const change of changes) {
    const list = found.get(change.event);
    if (list) list.push(change);
    else found.set(change.event, [change]);
  }
  return found;
}

const classWords: Readonly<Record<ChangeClass, string>> = {
  breaking: "breaking",
  meaning: "meaning",
  additive: "additive",
  documentation: "documentation",
  none: "written otherwise",
};

/** `1 breaking (approved), 2 meaning, 1 additive`; `no change` where there is none. */
export function classesInWords(changes: readonly Change[]): string {
  const parts = changeClasses.flatMap((kind) => {
    const own = changes.filter((change) => change.class === kind);
    if (own.length === 0) return [];
    const approved = own.filter(({ approval }) => approval).length;
    const note = approved === 0 ? "" : approved === own.length ? " (approved)" : ` (${approved} approved)`;
    return [`${own.length} ${classWords[kind]}${note}`];
  });
  return parts.length > 0 ? parts.join(", ") : "no change";
}

/** `main → working tree`. */
export function sidesInWords({ base, head }: Pick<ReviewInput, "base" | "head">): string {
  return `${base.name} → ${head?.name ?? "working tree"}`;
}
