/** Lookups whose parameters are taken from what other lookups bring in. */
import type { Finding } from "../../document/types.ts";
import { defaultAlias, unnamedQuery } from "../../project/aliases.ts";
import type { Project } from "../../project/types.ts";
import type { Lookup } from "../../spec/projectTypes.ts";
import type { Join, LookupUse, SpecDocument } from "../../spec/types.ts";
import { qualifiersIn } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";

export interface LookupOrder {
  /** The document's lookups, each after those that it needs; those in a circle are left out. */
  readonly uses: readonly { readonly use: LookupUse; readonly lookup: Lookup }[];
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
  const used = document.lookups.flatMap((use) => {
    const lookup = project.lookups.get(use.name.value);
    return lookup ? [{ use, lookup }] : [];
  });
  const owners = ownersOf(document, used);
  const needs = new Map(used.map(({ use }) => [use.name.value, needsOf(use, owners, dialect)]));
  const done = new Set<string>();
  const uses: LookupOrder["uses"][number][] = [];
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
  used: readonly { readonly lookup: Lookup }[],
): ReadonlyMap<string, string> {
  const own = new Set(
    [...joins, { ...(source && { source }), ...(alias && { alias }) }].flatMap((join) => aliasOf(join) ?? []),
  );
  const pairs = used.flatMap(({ lookup }) =>
    lookup.joins.flatMap((join): [string, string][] => {
      const name = aliasOf(join);
      return name === undefined || own.has(name) ? [] : [[name, lookup.name.value]];
    }),
  );
  return new Map(pairs);
}

function aliasOf({ source, alias }: Pick<Join, "source" | "alias">): string | undefined {
  if (!source) return undefined;
  const own = source.kind === "table" ? defaultAlias(source.table) : unnamedQuery;
  return (alias?.value ?? own).toLowerCase();
}

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
