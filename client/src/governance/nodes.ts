/** What the Governance view shows, as plain data: the state of projects, filtered and grouped. */
import type { Severity } from "../../../server/src/document/types.ts";
import type {
  GovernanceResult,
  GovernedEvent,
  GovernedFinding,
  GovernedProject,
} from "../../../server/src/editor/lsp/governance/protocol.ts";
import type { ProtocolRange } from "../../../server/src/editor/lsp/protocol.ts";
import type { Aspect } from "../../../server/src/rules/completeness.ts";

export const groupings = ["owner", "rule", "event"] as const;
export type Grouping = (typeof groupings)[number];

export interface Shown {
  readonly grouping: Grouping;
  /** Words that must all be in what is shown; empty: everything is. */
  readonly filter: string;
}

/** The kind of finding that a node is one of, or that all below it are of. */
interface NodeRule {
  /** Of the project, as `GovernedProject` has it. */
  readonly root: string;
  readonly name: string;
  readonly page: string;
}

export interface Node {
  /** Tells it from all others, and stays the same when the view is drawn anew. */
  readonly id: string;
  readonly kind: "project" | "completeness" | "aspect" | "event" | "group" | "finding" | "note";
  readonly label: string;
  readonly description?: string;
  /** The most severe of what is below. */
  readonly severity?: Severity;
  /** Whether nothing is left to do. */
  readonly done?: boolean;
  /** Where a click leads. */
  readonly place?: { readonly uri: string; readonly range: ProtocolRange };
  readonly rule?: NodeRule;
  /** Whether something of that kind can be fixed without a decision. */
  readonly fixable?: boolean;
  readonly children: readonly Node[];
}

const severities = ["error", "warning", "info"] as const;
const severityWords = { error: "error", warning: "warning", info: "note" } as const;
const aspectWords: Readonly<Record<Aspect, string>> = {
  owner: "Owner",
  description: "Description",
  goal: "Goal",
  tests: "Tests",
};

/** In: what the server says. Out: the view's roots: the projects, or what is in the only one. */
export function governanceNodes({ projects }: GovernanceResult, shown: Shown): Node[] {
  const matching = projects.map((project) => filtered(project, shown.filter));
  const [only] = matching;
  if (only && matching.length === 1) return projectNodes(only, shown);
  return matching.map((project) => ({
    id: project.root,
    kind: "project",
    label: project.name,
    description: counted(project.findings),
    ...worstOf(project.findings),
    children: projectNodes(project, shown),
  }));
}

/** How many findings of a severity there are. */
export function countOf({ projects }: GovernanceResult, severity: Severity): number {
  return projects.flatMap(({ findings }) => findings).filter((finding) => finding.severity === severity)
    .length;
}

function filtered(project: GovernedProject, filter: string): GovernedProject {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (...texts: readonly (string | undefined)[]) => {
    const text = texts.join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return {
    ...project,
    events: project.events.filter(({ name, owner, lacks }) => has(name, owner, ...lacks)),
    findings: project.findings.filter(({ rule, message, event, owner, file, severity }) =>
      has(rule, message, event, owner, file, severity),
    ),
  };
}

function projectNodes(project: GovernedProject, { grouping, filter }: Shown): Node[] {
  return [
    ...(project.events.length > 0 ? [completeness(project)] : []),
    ...notes(project, filter),
    ...groups(project, grouping),
  ];
}

/** "No findings" stands alone where all was looked at, and all is shown. */
function notes({ root, findings, unchecked }: GovernedProject, filter: string): Node[] {
  const none = filter ? "Nothing found that matches the filter" : "No findings";
  const note = (label: string, done: boolean): Node => ({
    id: `${root} ${label}`,
    kind: "note",
    label,
    done,
    children: [],
  });
  return [
    ...(findings.length === 0 ? [note(none, !filter && unchecked === undefined)] : []),
    ...(unchecked === undefined ? [] : [note(unchecked, false)]),
  ];
}

function completeness({ root, events }: GovernedProject): Node {
  const whole = events.filter(({ lacks }) => lacks.length === 0).length;
  const children = Object.entries(aspectWords).map(([aspect, label]): Node => {
    const without = events.filter(({ lacks }) => lacks.some((lacking) => lacking === aspect));
    return {
      id: `${root} lacks ${aspect}`,
      kind: "aspect",
      label,
      description: share(events.length - without.length, events.length),
      done: without.length === 0,
      children: without.map((event) => eventNode(root, aspect, event)),
    };
  });
  return {
    id: `${root} completeness`,
    kind: "completeness",
    label: "Complete events",
    description: share(whole, events.length),
    done: whole === events.length,
    children,
  };
}

function eventNode(root: string, aspect: string, { name, owner, uri, range }: GovernedEvent): Node {
  return {
    id: `${root} lacks ${aspect} ${uri} ${name} ${range.start.line}`,
    kind: "event",
    label: name,
    ...(owner !== undefined && { description: owner }),
    place: { uri, range },
    children: [],
  };
}

/** `12 of 34 (35 %)`: all alone are 100 %, and none alone are 0 %. */
function share(count: number, all: number): string {
  const percent = Math.round((100 * count) / all);
  const told = count === 0 || count === all ? percent : Math.min(Math.max(percent, 1), 99);
  return `${count} of ${all} (${told} %)`;
}

interface Group {
  readonly label: string;
  readonly found: GovernedFinding[];
}

function groups({ root, findings }: GovernedProject, grouping: Grouping): Node[] {
  const byLabel = new Map<string, Group>();
  for (const finding of findings) {
    const label = groupOf(finding, grouping);
    const group = byLabel.get(label) ?? { label, found: [] };
    group.found.push(finding);
    byLabel.set(label, group);
  }
  return [...byLabel.values()].sort(byWeight).map((group) => groupNode(root, grouping, group));
}

/** What stands in no event is somebody's all the same: it goes by its file, and by nobody. */
function groupOf({ rule, event, owner, file }: GovernedFinding, grouping: Grouping): string {
  if (grouping === "rule") return rule;
  return grouping === "event" ? (event ?? file) : (owner ?? "No owner");
}

/** The group with more errors first, then warnings, then notes, then by name. */
function byWeight(a: Group, b: Group): number {
  for (const severity of severities) {
    const difference = countIn(b.found, severity) - countIn(a.found, severity);
    if (difference !== 0) return difference;
  }
  return a.label < b.label ? -1 : 1;
}

function groupNode(root: string, grouping: Grouping, { label, found }: Group): Node {
  const page = grouping === "rule" ? found[0]?.page : undefined;
  return {
    id: `${root} ${grouping} ${label}`,
    kind: "group",
    label,
    description: counted(found),
    ...worstOf(found),
    ...(page !== undefined && {
      rule: { root, name: label, page },
      fixable: found.some(({ fixable }) => fixable),
    }),
    children: found.map((finding, index) => findingNode(root, grouping, finding, index)),
  };
}

function findingNode(root: string, grouping: Grouping, finding: GovernedFinding, index: number): Node {
  const { rule, severity, message, uri, range, event, file, page, fixable } = finding;
  return {
    id: `${root} ${grouping} ${groupOf(finding, grouping)} ${rule} ${uri} ${index}`,
    kind: "finding",
    label: message,
    description: grouping === "rule" ? (event ?? file) : rule,
    severity,
    place: { uri, range },
    rule: { root, name: rule, page },
    fixable,
    children: [],
  };
}

function worstOf(found: readonly GovernedFinding[]): { severity?: Severity } {
  const severity = severities.find((each) => countIn(found, each) > 0);
  return severity ? { severity } : {};
}

function countIn(found: readonly GovernedFinding[], severity: Severity): number {
  return found.filter((finding) => finding.severity === severity).length;
}

/** `2 errors, 1 warning`. */
function counted(found: readonly GovernedFinding[]): string {
  const parts = severities.flatMap((severity) => {
    const count = countIn(found, severity);
    return count > 0 ? [`${count} ${severityWords[severity]}${count === 1 ? "" : "s"}`] : [];
  });
  return parts.join(", ");
}
