/** Columns that become rows, and the keys that must tell these rows apart. */
import type { Finding, Span } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { ForEach } from "../../spec/types.ts";
import type { LogicalType } from "../logicalType.ts";
import { dottedNames } from "../reader/namesUsed.ts";
import { type Planning, type Typing, typingOf } from "./expressionTypes.ts";

type Columns = Extract<ForEach, { kind: "columns" }>;

/** In: an event. Out: a finding for each value of another type than the first, and for a key that does not say which column a row is of. */
export function columnFindings(planning: Planning, event: ProjectEvent): Finding[] {
  const { definition, document, file } = event;
  const lists = (definition.forEach ?? document.forEach).filter((list) => list.kind === "columns");
  if (lists.length === 0) return [];
  const typing = typingOf(planning, event);
  const found = lists.flatMap((list) => [
    ...otherTypes(list, typing),
    ...positions(list),
    ...(tellsApart(planning, event, list) ? [] : [untold(event, list)]),
  ]);
  return found.map((one) => ({
    ...{ file, rule: "ill-fitting-columns", severity: "error" as const, event: event.name },
    ...one,
  }));
}

type Found = Pick<Finding, "message" | "hint"> & { readonly span: Span };

function otherTypes({ columns: [first, ...more] }: Columns, typing: Typing): Found[] {
  const wanted = first && typing(first.sql).type;
  if (!wanted) return [];
  return more.flatMap(({ name, sql }) => {
    const { type } = typing(sql);
    if (!type || sameness(type) === sameness(wanted)) return [];
    const message = `"${name.value}" is ${words(type)}, and "${first.name.value}" ${words(wanted)}: columns that become rows must be of one type.`;
    return [{ message, hint: "Cast one of them, or make an event of each.", span: sql.span }];
  });
}

/** Decimals of different digits would be of those of either, by the engine. */
const sameness = (type: LogicalType) => (type.kind === "decimal" ? `decimal ${type.scale}` : type.kind);

const words = ({ kind, scale }: LogicalType) =>
  `of the type ${kind}${scale === undefined ? "" : ` with ${scale} digits after its point`}`;

function positions({ position }: Columns): Found[] {
  if (!position) return [];
  const message = "Columns have names, and no position.";
  return [{ message, hint: "Leave `position` out.", span: position.span }];
}

/** Of each `once_per` key there is one row, whatever the column. */
function tellsApart({ dialect }: Planning, event: ProjectEvent, { item }: Columns): boolean {
  if (event.definition.oncePer) return true;
  const name = `${item.value.toLowerCase()}.name`;
  return event.key.some(({ text }) =>
    dottedNames(text, dialect).some(({ parts }) => parts.join(".") === name),
  );
}

function untold({ key, definition }: ProjectEvent, { item }: Columns): Found {
  const message = `The key does not say which column a row of "${item.value}" is of, so several rows would have one id.`;
  const hint = `Add \`${item.value}.name\` to \`key\`.`;
  return { message, hint, span: key[0]?.span ?? definition.name.span };
}
