/** Facts of both sides of an event → what changed between them. */
import type { Project } from "../project/types.ts";
import { kindMeans } from "./facts/kinds.ts";
import type { Fact, FactSql } from "./facts/types.ts";
import type { Change, ChangeClass, Judge, Place, SqlPair, Verdict } from "./types.ts";
import { isSame } from "./types.ts";
import { worstVerdict } from "./verdicts.ts";

/** Both sides of an event, or of what the project says for all. */
export interface Sides {
  readonly base: Project;
  readonly head: Project;
  /** The event as the head calls it. */
  readonly event?: string;
  readonly judge: Judge;
}

export async function compareFacts(
  before: readonly Fact[],
  after: readonly Fact[],
  sides: Sides,
): Promise<Change[]> {
  const [old, now] = [byId(before), byId(after)];
  const changes: Change[] = [];
  for (const fact of after) {
    const was = old.get(fact.id);
    if (was) changes.push(...(await changed(was, fact, sides)));
    else if (isWhole(fact, old)) changes.push(...(await added(fact, sides)));
  }
  for (const fact of before)
    if (!now.has(fact.id) && isWhole(fact, now)) changes.push(...(await removed(fact, sides)));
  return changes;
}

const byId = (facts: readonly Fact[]) => new Map(facts.map((fact) => [fact.id, fact]));

/** Whether it is not told by what it is a part of. */
function isWhole({ partOf }: Fact, others: ReadonlyMap<string, Fact>): boolean {
  return partOf === undefined || others.has(partOf);
}

async function changed(was: Fact, is: Fact, sides: Sides): Promise<Change[]> {
  const verdict = await verdictOf(was, is, sides.judge);
  const says = was.says === is.says;
  if (says && verdict?.step === "same tokens") return [];
  const means = kindMeans[is.kind];
  const kind = says && verdict && isSame(verdict) ? "none" : means.changed;
  return [
    told(is, "changed", kind, sides, {
      base: was,
      head: is,
      ...(says && verdict && { verdict }),
      message:
        kind === "none"
          ? `${is.what} is written otherwise and means the same.`
          : sentence(is, "changed", means.effect),
    }),
  ];
}

async function added(fact: Fact, sides: Sides): Promise<Change[]> {
  const verdict = fact.kind === "filter" ? await filterVerdict(undefined, fact, sides.judge) : undefined;
  const kind = classOf(fact, kindMeans[fact.kind].added, verdict);
  return [
    told(fact, "added", kind, sides, {
      head: fact,
      ...(verdict && { verdict }),
      message: sentence(fact, "is new"),
    }),
  ];
}

async function removed(fact: Fact, sides: Sides): Promise<Change[]> {
  const verdict = fact.kind === "filter" ? await filterVerdict(fact, undefined, sides.judge) : undefined;
  const kind = classOf(fact, kindMeans[fact.kind].removed, verdict);
  return [
    told(fact, "removed", kind, sides, {
      base: fact,
      ...(verdict && { verdict }),
      message: sentence(fact, "is gone"),
    }),
  ];
}

function classOf({ idle }: Fact, otherwise: ChangeClass, verdict: Verdict | undefined): ChangeClass {
  return idle || (verdict && isSame(verdict)) ? "none" : otherwise;
}

function sentence({ what, kind, idle }: Fact, verb: string, effect?: string): string {
  if (idle && effect === undefined) return `${what} ${verb}, which by itself changes no row.`;
  const { changed, effect: usual } = kindMeans[kind];
  const more = effect ?? (changed === "meaning" && kind !== "join" ? usual : undefined);
  return `${what} ${verb}.${more ? ` ${more}` : ""}`;
}

interface Told {
  readonly message: string;
  readonly base?: Fact;
  readonly head?: Fact;
  readonly verdict?: Verdict;
}

function told(
  fact: Fact,
  how: string,
  kind: ChangeClass,
  sides: Sides,
  { base, head, ...more }: Told,
): Change {
  const before = base && written(base, sides.base);
  const after = head && written(head, sides.head);
  return {
    ...(sides.event !== undefined && { event: sides.event }),
    kind: `${fact.kind}-${how}`,
    what: fact.what,
    class: kind,
    path: fact.path,
    ...more,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(base && { base: placeOf(base) }),
    ...(head && { head: placeOf(head) }),
    ...ruleOf(fact, how, kind),
  };
}

function ruleOf({ kind }: Fact, how: string, means: ChangeClass): Pick<Change, "rule"> {
  if (means === "meaning") return { rule: "meaning-changed" };
  if (kind === "owner" && how !== "added") return { rule: "owner-changed" };
  return means === "breaking" ? { rule: "property-removed" } : {};
}

const placeOf = ({ file, span }: Fact): Place => ({ file, span });

/** As it is written: its SQL, or the text at its place. */
function written({ sql, file, span, says, kind }: Fact, project: Project): string {
  if (sql.length > 0)
    return sql.map(({ position }) => position.sql.text.trim()).join(kind === "filter" ? " and " : ", ");
  if (kind === "zone" || kind === "origin") return says;
  return textAt(project, { file, span });
}

/** The text at a place, in one line. */
export function textAt(project: Pick<Project, "documents">, { file, span }: Place): string {
  const text = project.documents.get(file)?.text.slice(span.start, span.end) ?? "";
  return text.replace(/\s+/g, " ").trim();
}

/** How the SQL of both differs; `undefined` where neither has any. */
async function verdictOf(was: Fact, is: Fact, judge: Judge): Promise<Verdict | undefined> {
  if (was.sql.length === 0 && is.sql.length === 0) return { step: "same tokens" };
  if (is.kind === "filter") return filterVerdict(was, is, judge);
  if (was.sql.length !== is.sql.length) return undefined;
  const verdicts: Verdict[] = [];
  for (const [at, { text, position }] of is.sql.entries())
    verdicts.push(await judge({ as: is.as, before: was.sql[at]?.text ?? "", after: text, position }));
  return worstVerdict(verdicts);
}

/** Conditions of a document and of its event count together; none is one that every row meets. */
async function filterVerdict(was: Fact | undefined, is: Fact | undefined, judge: Judge): Promise<Verdict> {
  const position = (is ?? was)?.sql[0]?.position;
  if (!position) return { step: "same tokens" };
  return judge({
    as: "condition",
    before: together(was?.sql),
    after: together(is?.sql),
    position,
  } satisfies SqlPair);
}

function together(texts: readonly FactSql[] = []): string {
  if (texts.length === 1 && texts[0]) return texts[0].text;
  return texts.length === 0 ? "true" : texts.map(({ text }) => `(${text}\n)`).join(" and ");
}
