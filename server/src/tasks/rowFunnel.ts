/** Where an event's rows went, step by step, and what is odd about those that are left: as plain data, for both doors. */

import type { Span } from "../document/types.ts";
import { type SourceName, sourceNames } from "../project/defaultAlias.ts";
import { currencyColumn } from "../project/eventColumns.ts";
import { givenTogether, sourceLabel } from "../project/givenTogether.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { inWords } from "../proof/words.ts";
import { defined } from "../spec/nodes.ts";
import type { FunnelCounts, JoinCount } from "../sql/funnel/funnelQuery.ts";
import { joinPlace, repeatedIds } from "./repeatedIds.ts";
import type { Place } from "./rowPlaces.ts";

/** How many rows there are after a step. */
interface FunnelStep {
  /** `source`, `for_each`, `join`, `where`, … `events`. */
  readonly step: string;
  /** For people: `join u`. */
  readonly label: string;
  readonly rows: number;
  readonly place: Place;
}

/** Something to know of the rows. */
export interface FunnelNote {
  /** What kind of thing: `join_without_match`, `repeated_ids`, …: stable, for programs. */
  readonly kind: string;
  readonly message: string;
  /** How many rows it is about; absent where nobody counted them. */
  readonly rows?: number;
  readonly place: Place;
}

export interface RowFunnel {
  /** In the order of evaluation, of several documents one after the other, each from its source on; empty where nothing was counted. */
  readonly steps: readonly FunnelStep[];
  readonly notes: readonly FunnelNote[];
  /** Why nothing was counted. */
  readonly uncounted?: string;
}

/** The steps of an event and the notes on them. */
export function rowFunnel(project: Project, event: ProjectEvent, counts: FunnelCounts): RowFunnel {
  const stages = stagesOf(project, event, counts);
  const steps = stages.flatMap(({ step, label, rows, place, shown }) =>
    shown ? [{ step, label, rows, place }] : [],
  );
  const notes = stages.flatMap(({ place, notes }) =>
    notes.map((note) => ({ ...note, place: note.place ?? place })),
  );
  return { steps, notes: notes.filter(({ rows }) => rows > 0) };
}

interface Note extends Omit<FunnelNote, "place" | "rows"> {
  readonly rows: number;
  /** That of its stage when absent. */
  readonly place?: Place;
}

/** A step with what is to be said of it. */
interface Stage extends FunnelStep {
  readonly shown: boolean;
  readonly notes: readonly Note[];
}

function stagesOf(project: Project, event: ProjectEvent, counts: FunnelCounts): Stage[] {
  const at = (span: Span | undefined): Place => ({
    file: event.file,
    span: span ?? event.definition.name.span,
  });
  const stages: Stage[] = [];
  const add: Add = (step, rows, place, { label = step, notes = [], shown = true } = {}) =>
    stages.push({ step, label, rows, place, notes, shown });
  const { document, definition } = event;
  const isOneOfSeveral = givenTogether(project, event).length > 1;
  add("source", counts.source, at(document.source?.span), {
    ...(isOneOfSeveral && { label: sourceLabel(event) }),
    notes: sideNotes(counts, sourceNames(defined({ source: document.source })), at),
  });
  (definition.forEach ?? document.forEach).forEach((list, n) => {
    const { span } = list.kind === "elements" ? list.in : list;
    add("for_each", counts.lists[n] ?? 0, at(span), { label: `for_each ${list.item.value}` });
  });
  for (const join of counts.joins) {
    const place = joinPlace(project, event, join.alias);
    add("join", join.after, place, { label: `join ${join.alias}`, notes: joinNotes(join) });
  }
  addConditions(event, counts, add, at);
  addTime(event, counts, add, at);
  addCompared(project, event, counts, add, at);
  const notes = eventNotes(project, event, counts);
  add("events", counts.ids.events, at(definition.name.span), { notes });
  return stages;
}

/** Of a stage: what it is called where that is not its step, its notes, and whether it is shown without one. */
type StageMore = Partial<Pick<Stage, "label" | "notes" | "shown">>;
type Add = (step: string, rows: number, place: Place, more?: StageMore) => void;
type At = (span: Span | undefined) => Place;

/** What each table of a full join lacks. */
function sideNotes({ source, sides }: FunnelCounts, names: readonly SourceName[], at: At): Note[] {
  return sides.map(({ alias, rows }) => ({
    place: at(names.find((one) => one.alias === alias)?.span),
    kind: "full_join_lacks",
    message: `\`${alias}\` has ${inWords(rows)} of ${inWords(source)}`,
    rows: source - rows,
  }));
}

function joinNotes({ alias, before, after, matched, found, filters }: JoinCount): Note[] {
  if (filters) {
    const message = `join \`${alias}\` (${filters}) drops ${inWords(before - after)} of ${inWords(before)}`;
    return [{ kind: "join_drops", message, rows: before - after }];
  }
  return [
    {
      kind: "join_without_match",
      message: `join \`${alias}\` matched ${inWords(matched)} of ${inWords(before)}`,
      rows: before - matched,
    },
    {
      kind: "join_multiplies",
      message: `join \`${alias}\` finds ${inWords(found)} for ${inWords(matched)}`,
      rows: found - matched,
    },
  ];
}

function addConditions({ document, definition }: ProjectEvent, counts: FunnelCounts, add: Add, at: At): void {
  const conditions = [
    ...(document.where ? [{ label: "where", span: document.where.span }] : []),
    ...(definition.where ? [{ label: "event's where", span: definition.where.span }] : []),
  ];
  let before = rowsJoined(counts);
  conditions.forEach(({ label, span }, n) => {
    const rows = counts.conditions[n] ?? 0;
    const message = `${label} drops ${inWords(before - rows)} of ${inWords(before)}`;
    const notes = [{ kind: "where_drops", message, rows: before - rows } as const];
    add("where", rows, at(span), { label, notes });
    before = rows;
  });
}

const rowsJoined = ({ joins, lists, source }: FunnelCounts): number =>
  joins.at(-1)?.after ?? lists.at(-1) ?? source;

function addTime({ document, definition }: ProjectEvent, counts: FunnelCounts, add: Add, at: At): void {
  const { noTime, inFuture, outsideWithin = 0 } = counts;
  const rows = (counts.conditions.at(-1) ?? rowsJoined(counts)) - noTime - inFuture;
  const { partition } = document;
  const within = partition?.within?.value;
  const notes: Note[] = [
    { kind: "no_time", message: `\`at\` is null: ${inWords(noTime)}`, rows: noTime },
    { kind: "in_future", message: `\`at\` is in the future: ${inWords(inFuture)}`, rows: inFuture },
    {
      kind: "outside_within",
      message: `\`at\` is further from \`${partition?.column.text}\` than \`within\` (${within?.amount} ${within?.unit}s) allows: ${inWords(outsideWithin)}`,
      rows: outsideWithin,
      place: at(partition?.within?.span),
    },
  ];
  add("at", rows, at(definition.at?.sql?.span), { notes, shown: noTime + inFuture > 0 });
}

/** Steps that compare rows with each other, and the window. */
function addCompared(project: Project, event: ProjectEvent, counts: FunnelCounts, add: Add, at: At): void {
  const { document, definition } = event;
  const { changes, variants, oncePer } = definition;
  const { changed, window, ids } = counts;
  if (changes && changed !== undefined) add("changes", changed, at(changes.span));
  if (variants && counts.variants) {
    const { named, unnamed, values, examples } = counts.variants;
    const shown = examples.map((text) => `\`${text}\``);
    const which =
      shown.length > 0 ? ` (${shown.join(values > 2 ? " … " : ", ")})` : values === 0 ? " (null)" : "";
    const what = typeof variants.otherwise === "object" ? "name" : "variant";
    const message = `no ${what}: ${inWords(unnamed)}${which}`;
    add("variants", named, at(variants.by.span), {
      notes: [{ kind: "no_variant", message, rows: unnamed }],
    });
  }
  if (oncePer && counts.oncePer) {
    const rows = counts.ever ?? window?.before ?? ids.events;
    add("once_per", rows, at(oncePer.span), { notes: onceNotes(counts.oncePer) });
  }
  if (event.history && counts.ever !== undefined) {
    const rows = window?.before ?? ids.events;
    const outside = counts.ever - rows;
    const message = `outside of its \`history\`: ${inWords(outside)}`;
    const place = historyPlace(event, project);
    add("history", rows, place, { notes: [{ kind: "outside_history", message, rows: outside }] });
  }
  if (window) {
    const outside = window.before - window.lost - ids.events;
    const notes = [
      { kind: "outside_window", message: `outside of the window: ${inWords(outside)}`, rows: outside },
      {
        kind: "lost_by_within",
        message: `in the window, but lost to \`partition\`, because \`within\` is too small: ${inWords(window.lost)}`,
        rows: window.lost,
        place: at(document.partition?.within?.span),
      },
    ];
    add("window", window.before, at(definition.name.span), {
      label: "before the window",
      notes,
      shown: false,
    });
  }
}

function onceNotes({ noKey, disagreeing = 0 }: NonNullable<FunnelCounts["oncePer"]>): Note[] {
  return [
    { kind: "no_key", message: `no key in \`once_per\`: ${inWords(noKey)}`, rows: noKey },
    {
      kind: "disagreeing_rows",
      message: `keys of \`once_per\` whose rows disagree: ${inWords(disagreeing)}`,
      rows: disagreeing,
    },
  ];
}

/** Its own, its document's, or the project's. */
function historyPlace({ file, definition, document }: ProjectEvent, project: Project): Place {
  const own = definition.history ?? document.defaults.history;
  if (own) return { file, span: own.span };
  const { file: projectFile, history } = project.file;
  return { file: projectFile, span: history?.span ?? { start: 0, end: 0 } };
}

function eventNotes(project: Project, event: ProjectEvent, counts: FunnelCounts): Note[] {
  const { ids, empty } = counts;
  const key = event.definition.oncePer?.key[0] ?? event.key[0];
  const keyPlace: Place | undefined = key && { file: event.file, span: key.span };
  const atKey = keyPlace && { place: keyPlace };
  const nullKeys = ids.nullKeys ?? 0;
  const repeats = nullKeys > 1 ? "; they share an id" : "";
  return [
    {
      kind: "no_key",
      message: `no key: ${inWords(nullKeys)} of ${inWords(ids.events)}${repeats}`,
      rows: nullKeys,
      ...atKey,
    },
    {
      kind: "repeated_ids",
      rows: ids.repeatedRows,
      ...atKey,
      ...repeatedIds(project, event, counts),
    },
    ...empty.map((column) => ({
      kind: "all_null",
      message: `\`${column}\` is null in all ${inWords(ids.events)}`,
      rows: ids.events,
      ...columnPlace(event, column),
    })),
  ];
}

function columnPlace(event: ProjectEvent, column: string): { place?: Place } {
  const property = event.properties.find(({ name }) => name.value === column);
  if (property) return { place: { file: property.file, span: property.name.span } };
  const entity = event.entities.find(({ name }) => `${name.value}_id` === column);
  if (entity) return { place: { file: event.file, span: entity.name.span } };
  const { revenue, currency, link } = event.definition;
  if (column === currencyColumn && currency)
    return {
      place: { file: event.file, span: currency.kind === "sql" ? currency.sql.span : currency.code.span },
    };
  const sql = column === "revenue" ? revenue : column === "link" ? link : event.document.loadedAt;
  return sql ? { place: { file: event.file, span: sql.span } } : {};
}
