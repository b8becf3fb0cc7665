/** Names in the SQL of a file: aliases, parameters of lookups, joined events, and columns of events. */
import { spanInScalar } from "../../../document/scalarMap.ts";
import type { Span } from "../../../document/types.ts";
import type { Alias } from "../../../project/aliases.ts";
import { eventsCalled } from "../../../project/joinedEvents.ts";
import { lookupsUsed } from "../../../project/lookupsUsed.ts";
import { aliasesAt, virtualNames } from "../../../project/namesAt.ts";
import { sqlOfFile, type UserSql } from "../../../project/sqlOf.ts";
import { isQueryRole } from "../../../project/sqlRoles.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import { columnPlaces } from "../../../sql/reader/columnPlaces.ts";
import { type Qualifier, qualifiersOf } from "../../../sql/reader/qualifiers.ts";
import type { NamePart } from "../../../sql/reader/types.ts";
import { columnMeaning } from "./columnsOfEvents.ts";
import { type Named, type Occurrence, placeKey } from "./types.ts";

type Meaning = Pick<Occurrence, "kind" | "name" | "means" | "affix">;

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** In: the file's events, and a word in lower case that the SQL must hold to be of interest. Whole queries name their own tables. */
export function sqlNames(
  view: Named,
  file: string,
  events: readonly ProjectEvent[],
  word?: string,
): Occurrence[] {
  const source = view.project.documents.get(file)?.text;
  if (source === undefined) return [];
  const aliasesOf = rememberedAliases(view);
  const isWanted = ({ sql }: UserSql) => word === undefined || sql.text.toLowerCase().includes(word);
  return sqlOfFile(view.project, file).flatMap((one) => {
    if (isQueryRole(one.role) || !isWanted(one)) return [];
    const reader = new NamesOfSql(view, one, events, aliasesOf(one));
    return reader.names().map(({ part, ...meaning }): Occurrence => {
      const { scalar } = one.sql;
      const span: Span = spanInScalar(scalar, source, part.start, part.end);
      return { ...meaning, file, span, role: "read", inSql: scalar.style };
    });
  });
}

/** The aliases around each piece of SQL; a document's are the same for all of it, but for items of events. */
export function rememberedAliases({ project }: Named): (one: UserSql) => readonly Alias[] {
  const shared = new Map<object, readonly Alias[]>();
  const plain = new Map<object, readonly Alias[]>();
  return (one) => {
    const { event, lookup, document } = one;
    const owner = lookup ?? (event?.definition.forEach ? event : document);
    if (!owner) return aliasesAt(one, project);
    const known = event ? plain : shared;
    const found = known.get(owner) ?? aliasesAt(one, project);
    known.set(owner, found);
    return found;
  };
}

type Found = Meaning & { readonly part: NamePart };

/** One piece of SQL and what its names can mean. */
class NamesOfSql {
  readonly #view: Named;
  readonly #one: UserSql;
  readonly #aliases: readonly Alias[];
  /** Whose rows it speaks of. */
  readonly #events: readonly ProjectEvent[];

  constructor(view: Named, one: UserSql, events: readonly ProjectEvent[], aliases: readonly Alias[]) {
    this.#view = view;
    this.#one = one;
    this.#aliases = aliases;
    const start = one.document?.span.start;
    this.#events = one.event ? [one.event] : events.filter(({ document }) => document.span.start === start);
  }

  names(): Found[] {
    const { text } = this.#one.sql;
    const { dialect } = this.#view;
    const qualified = qualifiersOf(text, dialect).places.filter(({ inner }) => !inner);
    const bare = columnPlaces(text, dialect).flatMap(({ parts }) => (parts.length === 1 ? parts : []));
    return [...qualified.flatMap((one) => this.#qualified(one)), ...bare.flatMap((one) => this.#bare(one))];
  }

  #qualified(place: Qualifier): Found[] {
    const { name, column } = place;
    if (this.#one.role === "test") {
      const event = this.#events.find((one) => isSame(one.name, name));
      if (!event) return [];
      const own: Found = { kind: "event", name: event.name, means: [event.name], part: place };
      return [own, ...this.#column([event], column)];
    }
    const aliases = this.#aliases.filter(({ alias }) => isSame(alias, name));
    const [alias] = aliases;
    if (!alias) return this.#virtual(name, column);
    const own = aliases.map((one) => this.#aliasMeaning(one));
    const [first] = own;
    if (!first) return [];
    const joined = alias.event === undefined ? [] : eventsCalled(this.#view.project, alias.event);
    return [
      { ...first, means: [...new Set(own.flatMap(({ means }) => means))], part: place },
      ...this.#column(
        joined.map(({ event }) => event),
        column,
      ),
    ];
  }

  /** `param` of lookups, and the rows before and after. */
  #virtual(name: string, column: NamePart | undefined): Found[] {
    const { lookup } = this.#one;
    if (lookup && isSame(name, virtualNames.param) && column) {
      const declared = lookup.parameters.find(({ value }) => isSame(value, column.name));
      if (!declared) return [];
      const means = [placeKey(this.#view.project.file.file, declared.span)];
      return [{ kind: "parameter", name: declared.value, means, part: column }];
    }
    if (isSame(name, "previous") || isSame(name, "next")) return this.#column(this.#events, column);
    return [];
  }

  #bare(part: NamePart): Found[] {
    if (this.#one.role === "test") return this.#column(this.#events, part);
    const alias = this.#aliases.find((one) => isSame(one.alias, part.name));
    if (!alias || !this.#isRow(alias, part.name)) return [];
    return [{ ...this.#aliasMeaning(alias), part }];
  }

  /** Whether a name without a dot is the element of a list, or a table's whole row: no column in reach bears it. */
  #isRow({ kind }: Alias, name: string): boolean {
    if (kind === "item") return true;
    return this.#aliases.every(
      ({ kind, table }) =>
        kind === "item" || (table && !table.partial && !table.columns.some((one) => isSame(one.name, name))),
    );
  }

  #column(events: readonly ProjectEvent[], column: NamePart | undefined): Found[] {
    const found = column && columnMeaning(events, column.name, this.#view.project, isSame);
    return found ? [{ ...found, part: column }] : [];
  }

  #aliasMeaning({ alias, kind, event, file, span }: Alias): Meaning {
    const { document } = this.#one;
    const { project } = this.#view;
    if (event !== undefined && isSame(event, alias)) return { kind: "event", name: event, means: [event] };
    const plain: Meaning = { kind: "alias", name: alias, means: [placeKey(file, span)] };
    if (kind !== "lookup" || !document || file === project.file.file) return plain;
    // Under a name of its own a lookup's first table is called so, and the others begin with it.
    const used = lookupsUsed(document, project.lookups).find(({ use }) => use.name.span.start === span.start);
    const before = `${used?.use.name.value ?? ""}_`;
    const at = used?.joins.findIndex((join) => join.alias?.value === alias) ?? 0;
    const declared = at > 0 ? used?.declared.joins[at] : undefined;
    const place = declared?.alias?.span ?? declared?.source?.span;
    if (!place) return plain;
    const means = [placeKey(project.file.file, place)];
    return { kind: "alias", name: alias.slice(before.length), means, affix: { before, after: "" } };
  }
}
