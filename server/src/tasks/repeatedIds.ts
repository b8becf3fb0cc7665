/** Why ids of an event repeat: a join or a list that finds several rows, or the key itself. */
import { calledAlias } from "../project/defaultAlias.ts";
import { lookupsUsed } from "../project/lookupsUsed.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { inWords } from "../proof/words.ts";
import type { ForEach } from "../spec/types.ts";
import type { FunnelCounts } from "../sql/funnel/funnelQuery.ts";
import type { Place } from "./rowPlaces.ts";

/** The rest of a note on ids that repeat; without a place where the key is to blame. */
export function repeatedIds(
  project: Project,
  event: ProjectEvent,
  counts: FunnelCounts,
): { message: string; place?: Place } {
  const { repeatedRows, repeatedIds, mostRows, repeatedKey } = counts.ids;
  const ids = repeatedIds === 1 ? "an id" : `${inWords(repeatedIds)} ids, up to ${inWords(mostRows)} each`;
  const such = repeatedIds === 1 ? "key" : "such as key";
  const key = repeatedKey === undefined ? "" : ` (${such} \`${repeatedKey}\`)`;
  const lists = multiplyingLists(event, counts);
  const causes = [...lists, ...multiplyingJoins(project, event, counts)];
  const rows = lists.length > 0 ? counts.source : (counts.lists.at(-1) ?? counts.source);
  // Each row that is still there has an id of its own, unless its key repeats.
  const isKey = causes.length === 0 || (counts.ids.events >= rows && rows > counts.ids.ids);
  const said = [...causes.map(({ text }) => text), ...(isKey ? ["the key repeats in the source"] : [])];
  const [cause] = causes;
  return {
    message: `${inWords(repeatedRows)} rows share ${ids}${key}: ${said.join("; ")}`,
    ...(cause && { place: cause.place }),
  };
}

interface Cause {
  readonly text: string;
  readonly place: Place;
}

function multiplyingJoins(project: Project, event: ProjectEvent, { joins }: FunnelCounts): Cause[] {
  return joins
    .filter(({ matched, found }) => found > matched)
    .map(({ alias, matched, found }) => ({
      text: `join \`${alias}\` finds ${inWords(found)} for ${inWords(matched)}`,
      place: joinPlace(project, event, alias),
    }));
}

/** Lists that make several rows of one, whose items the key does not tell apart. */
function multiplyingLists(event: ProjectEvent, { lists, source }: FunnelCounts): Cause[] {
  const all = event.definition.forEach ?? event.document.forEach;
  return all.flatMap((list, at) => {
    const before = at === 0 ? source : (lists[at - 1] ?? 0);
    const after = lists[at] ?? 0;
    if (after <= before || tellsApart(event, list)) return [];
    const text = `for_each ${list.item.value} makes ${inWords(after)} of ${inWords(before)}`;
    return [{ text, place: { file: event.file, span: list.kind === "elements" ? list.in.span : list.span } }];
  });
}

function tellsApart({ definition, key }: ProjectEvent, { item, position }: ForEach): boolean {
  const words = new Set(
    (definition.oncePer?.key ?? key).flatMap(({ text }) => text.toLowerCase().match(/\w+/g) ?? []),
  );
  return [item, position].some((name) => name !== undefined && words.has(name.value.toLowerCase()));
}

/** Where a join stands, in the spec or in a lookup. In: what it is called in the event's SQL. */
export function joinPlace(project: Project, event: ProjectEvent, alias: string): Place {
  const all = [
    ...event.document.joins.map((join) => ({ join, file: event.file })),
    ...lookupsUsed(event.document, project.lookups).flatMap(({ joins }) =>
      joins.map((join) => ({ join, file: project.file.file })),
    ),
  ];
  const found = all.find(({ join }) => calledAlias(join) === alias);
  if (!found) return { file: event.file, span: event.document.span };
  const { join, file } = found;
  return { file, span: join.on?.span ?? join.source?.span ?? join.span };
}
