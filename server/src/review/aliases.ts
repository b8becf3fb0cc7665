/** What the head calls the tables of the base: another alias for the same table is no other meaning. */
import { calledAlias } from "../project/defaultAlias.ts";
import type { ProjectEvent } from "../project/types.ts";
import type { Join } from "../spec/types.ts";
import { renameQualifiers } from "../sql/reader/renameQualifiers.ts";
import type { DialectName } from "../sql/types.ts";
import { writeIdentifier } from "../sql/writeIdentifier.ts";
import { canonical } from "./canonical.ts";

/** Names of the base, as the head calls them. */
export interface RenameAliases {
  alias(name: string): string;
  sql(text: string): string;
}

export const sameAliases: RenameAliases = { alias: (name) => name, sql: (text) => text };

export function aliasesBetween(base: ProjectEvent, head: ProjectEvent, dialect: DialectName): RenameAliases {
  const names = new Map([...sourceNames(base, head), ...joinNames(base.document.joins, head.document.joins)]);
  for (const [from, to] of names) if (from === to) names.delete(from);
  if (names.size === 0) return sameAliases;
  const written = new Map([...names].map(([from, to]) => [from.toLowerCase(), writeIdentifier(to, dialect)]));
  return {
    alias: (name) => names.get(name) ?? name,
    sql: (text) => renameQualifiers(text, written, dialect),
  };
}

function sourceNames(base: ProjectEvent, head: ProjectEvent): [string, string][] {
  const [one, other] = [calledAlias(base.document), calledAlias(head.document)];
  const [before, after] = [itemsOf(base), itemsOf(head)];
  return [
    ...(one !== undefined && other !== undefined ? [[one, other] as [string, string]] : []),
    ...before.flatMap((name, at): [string, string][] => (after[at] ? [[name, after[at]]] : [])),
  ];
}

const itemsOf = ({ definition, document }: ProjectEvent): string[] =>
  (definition.forEach ?? document.forEach).map(({ item }) => item.value);

/** A join that is called otherwise is the one of the same table. */
function joinNames(before: readonly Join[], after: readonly Join[]): [string, string][] {
  const names = (joins: readonly Join[]) => new Set(joins.map(calledAlias));
  const [old, known] = [names(before), names(after)];
  const free = after.filter((join) => !old.has(calledAlias(join)));
  return before.flatMap((join): [string, string][] => {
    const name = calledAlias(join);
    if (name === undefined || known.has(name)) return [];
    const at = free.findIndex(
      (one) => canonical(one.source) === canonical(join.source) && !one.event === !join.event,
    );
    const [found] = at < 0 ? [] : free.splice(at, 1);
    const called = found && calledAlias(found);
    return called === undefined ? [] : [[name, called]];
  });
}
