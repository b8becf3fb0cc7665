import type { Lookup } from "../spec/projectTypes.ts";
import type { Join, LookupUse, Property, SpecDocument } from "../spec/types.ts";
import { calledAlias } from "./defaultAlias.ts";

/** A lookup as a document uses it: its tables and properties are called as they are there, its SQL is as it is declared. */
export interface UsedLookup extends Lookup {
  readonly use: LookupUse;
  readonly declared: Lookup;
  /** Whether it is used under a name of its own: `author: {use: user, …}`. */
  readonly isRenamed: boolean;
  /** What its tables are called in the document, by what its own SQL calls them in lower case. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** The lookups that a document uses, in its order; names that nobody declares are left out. */
export function lookupsUsed(
  { lookups }: Pick<SpecDocument, "lookups">,
  declared: ReadonlyMap<string, Lookup>,
): UsedLookup[] {
  return lookups.flatMap((use) => {
    const lookup = declared.get((use.lookup ?? use.name).value);
    if (!lookup) return [];
    return use.lookup ? renamed(use, lookup) : asDeclared(use, lookup);
  });
}

const noAliases: UsedLookup["aliases"] = new Map();

function asDeclared(use: LookupUse, lookup: Lookup): UsedLookup {
  return { ...lookup, use, declared: lookup, isRenamed: false, aliases: noAliases };
}

/** Its first table bears the name that it is used under, the others begin with it, as the properties do. */
function renamed(use: LookupUse, lookup: Lookup): UsedLookup {
  const { value: own, span } = use.name;
  const aliases = new Map<string, string>();
  const joins = lookup.joins.map((join, at): Join => {
    const called = calledAlias(join) ?? "";
    const value = at === 0 ? own : `${own}_${called}`;
    aliases.set(called.toLowerCase(), value);
    return { ...join, alias: { value, span } };
  });
  const properties = lookup.properties.map(
    (property): Property => ({
      ...property,
      name: { value: `${own}_${property.name.value}`, span: property.name.span },
    }),
  );
  return { ...lookup, joins, properties, use, declared: lookup, isRenamed: true, aliases };
}
