/** Lookups whose parameters are taken from what other lookups bring in. */
import type { Finding } from "../../document/types.ts";
import { calledAlias, sourceNames } from "../../project/defaultAlias.ts";
import { lookupsUsed, type UsedLookup } from "../../project/lookupsUsed.ts";
import type { Project } from "../../project/types.ts";
import { defined } from "../../spec/nodes.ts";
import type { LookupUse, SpecDocument } from "../../spec/types.ts";
import { qualifiersIn } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";

export interface LookupOrder {
  /** The document's lookups, each after those that it needs; those in a circle are left out. */
  readonly uses: readonly UsedLookup[];
  /** Names of those that need another one. */
  readonly dependent: ReadonlySet<string>;
  /** Those that need each other, or themselves. */
  readonly circle: readonly LookupUse[];
}

type DocumentLookups = Pick<SpecDocument, "lookups" | "source" | "alias" | "joins">;

export function lookupOrder(
  document: DocumentLookups,
  project: Pick<Project, "lookups">,
  dialect: DialectName,
): LookupOrder {
  const used = lookupsUsed(document, project.lookups);
  const owners = ownersOf(document, used);
  const needs = new Map(used.map(({ use }) => [use.name.value, needsOf(use, owners, dialect)]));
  const done = new Set<string>();
  const uses: UsedLookup[] = [];
  for (let waiting = used; waiting.length > 0; ) {
    const ready = waiting.filter(({ use }) =>
      [...(needs.get(use.name.value) ?? [])].every((name) => done.has(name)),
    );
    if (ready.length === 0) break;
    uses.push(...ready);
    for (const { use } of ready) done.add(use.name.value);
    waiting = waiting.filter((one) => !ready.includes(one));
  }
  return {
    uses,
    dependent: new Set([...needs].flatMap(([name, others]) => (others.size > 0 ? [name] : []))),
    circle: used.filter(({ use }) => !done.has(use.name.value)).map(({ use }) => use),
  };
}

/** Which lookup brings an alias in, in lower case; what the document itself calls so comes first. */
function ownersOf(
  { source, alias, joins }: DocumentLookups,
  used: readonly UsedLookup[],
): ReadonlyMap<string, string> {
  const sources = [...joins, defined({ source, alias })];
  const own = new Set([
    ...sources.flatMap((join) => aliasOf(join) ?? []),
    ...sources.flatMap(sourceNames).map(({ alias }) => alias.toLowerCase()),
  ]);
  const pairs = used.flatMap(({ joins, use }) =>
    joins.flatMap((join): [string, string][] => {
      const name = aliasOf(join);
      return name === undefined || own.has(name) ? [] : [[name, use.name.value]];
    }),
  );
  return new Map(pairs);
}

const aliasOf = (join: Parameters<typeof calledAlias>[0]) => calledAlias(join)?.toLowerCase();

function needsOf(
  { parameters }: LookupUse,
  owners: ReadonlyMap<string, string>,
  dialect: DialectName,
): ReadonlySet<string> {
  const qualifiers = parameters.flatMap(({ sql }) => [...qualifiersIn(sql.text, dialect)]);
  return new Set(qualifiers.flatMap((name) => owners.get(name) ?? []));
}

/** In: the path of the document's file. Out: a finding for each lookup that can't come before itself. */
export function circleFindings(
  document: DocumentLookups,
  file: string,
  project: Pick<Project, "lookups">,
  dialect: DialectName,
): Finding[] {
  const { circle } = lookupOrder(document, project, dialect);
  const names = circle.map(({ name }) => `"${name.value}"`).join(" and ");
  return circle.map(({ span }) => ({
    file,
    rule: "circular-lookups",
    severity: "error",
    message:
      circle.length === 1
        ? `The lookup ${names} takes a parameter from what it brings in itself.`
        : `The lookups ${names} need each other: one takes its parameter from what another brings in.`,
    hint: "Take one of the parameters from the source or a join.",
    span,
  }));
}
