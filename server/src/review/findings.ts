/** Changes that nobody approved, as findings of the rules of the review, with the severities that the project chose. */
import type { Finding } from "../document/types.ts";
import type { Project } from "../project/types.ts";
import { severities } from "../rules/severityAt.ts";
import type { Change } from "./types.ts";
import { didChange } from "./words.ts";

/** In: changes, what was found beside them, and the head. Findings stand in its files: what is gone, where its file still is. */
export function reviewFindings(
  changes: readonly Change[],
  others: readonly Finding[],
  head: Project,
): readonly Finding[] {
  const severityOf = severities(head);
  const tiers = new Map(head.events.map(({ name, tier }) => [name, tier]));
  const found = changes.flatMap((change): Finding[] => {
    if (!change.rule || change.approval || change.class === "none") return [];
    const place = placeIn(head, change);
    const { event } = change;
    const about = { file: place.file, event, tier: event === undefined ? undefined : tiers.get(event) };
    const severity = severityOf(change.rule, about);
    return severity ? [findingOf(change, severity, place)] : [];
  });
  const settled = others.flatMap((finding) => {
    const severity = severityOf(finding.rule, { file: finding.file });
    return severity ? [{ ...finding, severity }] : [];
  });
  return [...oncePerPlace(found), ...settled];
}

/** What a document says for all its events is found once, and names the others. */
function oncePerPlace(findings: readonly Finding[]): Finding[] {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { file, rule, span, severity, event } = finding;
    const said = finding.message.replaceAll(`\`${event}\``, "");
    const key = JSON.stringify([file, rule, severity, span.start, span.end, said]);
    places.set(key, [...(places.get(key) ?? []), finding]);
  }
  return [...places.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    const names = [...new Set(others.flatMap(({ event }) => event ?? []))];
    if (names.length === 0) return [first, ...others];
    const listed = names.slice(0, 3).map((name) => `\`${name}\``);
    const more = names.length > listed.length ? ` and ${names.length - listed.length} more` : "";
    return [{ ...first, message: `${first.message} So it is with ${listed.join(", ")}${more}.` }];
  });
}

function placeIn(
  { documents, file, eventsByName }: Project,
  { head, base, event = "" }: Change,
): Pick<Finding, "file" | "span"> {
  if (head) return head;
  // What an event has lost is told at its name.
  const [owner] = eventsByName.get(event) ?? [];
  if (owner) return { file: owner.file, span: owner.definition.name.span };
  const still = base && documents.has(base.file) ? base.file : file.file;
  return { file: still, span: { start: 0, end: 0 } };
}

function findingOf(
  change: Change,
  severity: Finding["severity"],
  place: Pick<Finding, "file" | "span">,
): Finding {
  const { event, path, hint = hints[change.rule ?? ""], fixes } = change;
  return {
    ...place,
    rule: change.rule ?? "",
    severity,
    message: didChange(change),
    path,
    ...(event !== undefined && { event }),
    ...(hint !== undefined && { hint }),
    ...(fixes && { fixes }),
  };
}

const hints: Readonly<Record<string, string>> = {
  "meaning-changed": "Raise `version` if it is meant, or let it be as it was.",
  "property-removed": "Keep it until nobody reads it, or raise `version`.",
  "event-removed": "Keep it until nobody reads it.",
  "owner-changed": "Let both teams see the pull request.",
  "test-removed": "Put it back, or say in the pull request why it is not needed.",
};
