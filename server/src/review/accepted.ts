/** `eventspec.accepted.yml`: changes that somebody let pass, reviewed in the pull request that makes them. */
import { createHash } from "node:crypto";
import { readDocument } from "../document/readDocument.ts";
import type { Finding, Span, TextDocument, YamlMap } from "../document/types.ts";
import { inline, writeYaml } from "../document/write/writeYaml.ts";
import type { Change } from "./types.ts";

export const acceptedFileName = "eventspec.accepted.yml";

export interface Acceptance {
  /** See `idOf`. */
  readonly change: string;
  readonly event?: string;
  readonly kind?: string;
  readonly reason: string;
  readonly by: string;
  /** A day, YYYY-MM-DD: from the next one on it no longer holds. */
  readonly until: string;
  readonly span?: Span;
}

/** A name for a change that holds while it is the same change: 16 hexadecimal digits, of what changed, from what, and to what. */
export function idOf({ event, kind, path, before, after }: Change): string {
  const told = JSON.stringify([event ?? "", kind, path, before ?? "", after ?? ""]);
  return createHash("sha256").update(told).digest("hex").slice(0, 16);
}

export interface Accepted {
  readonly document: TextDocument;
  readonly entries: readonly Acceptance[];
  readonly findings: readonly Finding[];
}

const required = ["change", "reason", "by", "until"] as const;

export function readAccepted(text: string): Accepted {
  const document = readDocument(acceptedFileName, text);
  const findings: Finding[] = document.findings.filter(({ severity }) => severity === "error");
  const entries: Acceptance[] = [];
  const root = document.documents[0]?.root;
  const list =
    root?.kind === "map" ? root.pairs.find(({ key }) => key.text === "accepted")?.value : undefined;
  const refuse = (span: Span, message: string): void => {
    const hint = "`eventspec diff --accept` writes this file.";
    findings.push({ file: acceptedFileName, rule: "invalid-value", severity: "error", message, hint, span });
  };
  if (root && list?.kind !== "list") refuse(root.span, "A list `accepted` is expected here.");
  for (const item of list?.kind === "list" ? list.items : []) {
    const entry = item?.kind === "map" ? entryOf(item) : undefined;
    if (entry) entries.push(entry);
    else if (item)
      refuse(item.span, `An acceptance needs ${required.map((key) => `\`${key}\``).join(", ")}.`);
  }
  return { document, entries, findings };
}

function entryOf({ pairs, span }: YamlMap): Acceptance | undefined {
  const fields = new Map(
    pairs.flatMap(({ key, value }) => (value?.kind === "scalar" ? [[key.text, value.text] as const] : [])),
  );
  const [change = "", reason = "", by = "", until = ""] = required.map((key) => fields.get(key));
  if ([change, reason, by].includes("") || !isDay(until)) return undefined;
  const [event, kind] = [fields.get("event"), fields.get("kind")];
  return { change, reason, by, until, span, ...(event && { event }), ...(kind && { kind }) };
}

export function isDay(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // The 31st of February would be some day in March.
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The whole file, each acceptance on a few lines that a review can be made of. */
export function writeAccepted(entries: readonly Acceptance[]): string {
  const head = "# Changes that were let pass. `eventspec diff` names those that are no longer needed.\n";
  const accepted = entries.map(({ change, event, kind, reason, by, until }) => ({
    change,
    ...(event !== undefined && { event }),
    ...(kind !== undefined && { kind }),
    reason,
    by,
    until,
  }));
  return head + (accepted.length === 0 ? writeYaml({ accepted: inline([]) }) : writeYaml({ accepted }));
}

/** The changes, approved by those that hold today; and what is wrong with the others. In: the day, YYYY-MM-DD. */
export function withAccepted(
  changes: readonly Change[],
  entries: readonly Acceptance[],
  today: string,
): { readonly changes: readonly Change[]; readonly findings: readonly Finding[] } {
  const holding = new Map(
    entries.filter(({ until }) => until >= today).map((entry) => [entry.change, entry]),
  );
  const ids = new Set<string>();
  const approved = changes.map((change) => {
    const id = idOf(change);
    ids.add(id);
    const entry = holding.get(id);
    if (!entry || change.approval || !change.rule) return change;
    const why = `Accepted by ${entry.by} until ${entry.until}: ${entry.reason}`;
    return { ...change, approval: { by: "accepted" as const, why } };
  });
  const findings = entries.flatMap((entry) => {
    const about = entry.event === undefined ? "" : ` of \`${entry.event}\``;
    if (!ids.has(entry.change))
      return [found(entry, `The change${about} that this accepts is not there.`, "Take it out.")];
    if (holding.has(entry.change)) return [];
    const hint = "Undo the change, or accept it anew with a later day.";
    return [found(entry, `This was accepted until ${entry.until} only.`, hint)];
  });
  return { changes: approved, findings };
}

function found({ span = { start: 0, end: 0 } }: Acceptance, message: string, hint: string): Finding {
  return { file: acceptedFileName, rule: "unused-approval", severity: "warning", message, hint, span };
}
