/** Why an alias, a property or a parameter can't get a name. */

import { eventColumns } from "../../project/eventColumns.ts";
import { virtualNames } from "../../project/namesAt.ts";
import { neighbourNames } from "../../project/sequence.ts";
import { sqlOfFile } from "../../project/sqlOf.ts";
import { isQueryRole } from "../../project/sqlRoles.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { qualifiersOf } from "../../sql/reader/qualifiers.ts";
import { writeIdentifier } from "../../sql/writeIdentifier.ts";
import type { FileView } from "../session/fileView.ts";
import { columnMeaning } from "./occurrences/columnsOfEvents.ts";
import type { Occurrence } from "./occurrences/occurrences.ts";
import { rememberedAliases } from "./occurrences/sqlNames.ts";
import { placeKey } from "./occurrences/types.ts";

/** In: a name, all its places, and what it shall be called. Out: a sentence for the user; `undefined` where nothing speaks against it. */
export function refusedName(
  view: FileView,
  name: Occurrence,
  all: readonly Occurrence[],
  to: string,
): string | undefined {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(to))
    return `"${to}" can't be a name in SQL: use letters, digits and underscores, and no digit at the beginning.`;
  if (to === name.name) return undefined;
  if (writeIdentifier(to, view.dialect) !== to)
    return `"${to}" is a reserved word of SQL, or would need quotes there: choose another name.`;
  if (name.kind === "alias") return refusedAlias(view, name, all, to);
  if (name.kind === "property") return refusedProperty(view, name, to);
  const { lookups } = view.project.file;
  const taken = lookups.some(
    ({ parameters }) =>
      parameters.some(({ span }) => name.means.includes(placeKey(view.project.file.file, span))) &&
      parameters.some(({ value, span }) => isSame(value, to) && !isMeant(name, view.project.file.file, span)),
  );
  return taken ? `The lookup has already a parameter "${to}".` : undefined;
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

const isMeant = ({ means }: Occurrence, file: string, span: Occurrence["span"]) =>
  means.includes(placeKey(file, span));

const reserved: readonly string[] = [...Object.values(virtualNames), ...neighbourNames];

/** SQL that sees the alias must not use the new name for anything else: an alias, a record's column, a sub-query's table. */
function refusedAlias(
  view: FileView,
  name: Occurrence,
  all: readonly Occurrence[],
  to: string,
): string | undefined {
  const { project, dialect } = view;
  if (reserved.includes(to.toLowerCase())) return `"${to}" has a meaning of its own in SQL of events.`;
  const prefixes = prefixOf(view, name, all);
  if (prefixes !== undefined) return prefixes;
  const aliasesOf = rememberedAliases(view);
  const home = all.find(({ role }) => role === "declare")?.file;
  const files =
    home === project.file.file ? [home, ...project.specs.map(({ file }) => file)] : [home ?? view.file];
  for (const file of files)
    for (const one of sqlOfFile(project, file)) {
      if (isQueryRole(one.role)) continue;
      const aliases = aliasesOf(one);
      if (!aliases.some((alias) => isMeant(name, alias.file, alias.span))) continue;
      const taken = aliases.some((each) => isSame(each.alias, to) && !isMeant(name, each.file, each.span));
      if (taken) return `There is already an alias "${to}" in ${file}.`;
      const { places, innerNames } = qualifiersOf(one.sql.text, dialect);
      const isUsed = places.some((place) => isSame(place.name, to)) || innerNames.has(to.toLowerCase());
      if (isUsed && !isSame(name.name, to))
        return `"${to}" already means something else in the SQL of ${one.path} in ${file}, which would then speak of this alias.`;
    }
  return undefined;
}

/** Other names are made of it where a lookup is used under a name of its own. */
function prefixOf({ project }: FileView, name: Occurrence, all: readonly Occurrence[]): string | undefined {
  const other = all.find(({ affix }) => affix);
  if (other?.affix)
    return `"${name.name}" is part of the name "${other.affix.before}${other.name}" in ${other.file}, where the lookup is used under a name of its own.`;
  const isUse = project.specs.some(({ file, documents }) =>
    documents.some(({ lookups }) => lookups.some((use) => use.lookup && isMeant(name, file, use.name.span))),
  );
  return isUse
    ? `The names of the lookup's columns begin with "${name.name}_": change it by hand, and them with it.`
    : undefined;
}

/** No event that has the property may have a column of the new name already. */
function refusedProperty({ project }: FileView, name: Occurrence, to: string): string | undefined {
  const has = (event: ProjectEvent) =>
    event.properties.some((one) => {
      const meaning = columnMeaning([event], one.name.value, project);
      return meaning?.kind === "property" && meaning.means.some((each) => name.means.includes(each));
    });
  const { before } = name.affix ?? { before: "" };
  const event = project.events.find(
    (one) =>
      has(one) &&
      eventColumns(one).some(
        (column) => isSame(column.name, before + to) && !isSame(column.name, before + name.name),
      ),
  );
  return event && `The event "${event.name}" has already a column "${to}".`;
}
