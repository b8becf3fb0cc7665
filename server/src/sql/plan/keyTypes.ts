/** Keys and entities whose text would depend on the engine, or on who compiles. */
import type { Finding } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { SqlText } from "../../spec/types.ts";
import type { LogicalType } from "../logicalType.ts";
import type { EventPlan, TypedSql } from "./plan.ts";

/** In: an event and its plan. Out: a finding for each part of an id whose type nobody knows, or whose type has no text that is the same everywhere. */
export function keyFindings(event: ProjectEvent, plan: EventPlan): Finding[] {
  const entities = event.entities.map(({ name, sql }, at): Part => {
    const value = plan.entities[at]?.value;
    const type = value && "sql" in value ? value.type : undefined;
    return { what: `The entity "${name.value}"`, isEntity: true, sql, type };
  });
  const parts = [
    ...partsOf("The key", event.key, plan.key),
    ...partsOf("`once_per`", event.definition.oncePer?.key ?? [], plan.oncePer?.key ?? []),
    ...entities,
  ];
  return parts.flatMap((part) => findingOf(event, part) ?? []);
}

/** A part of an id. */
interface Part {
  readonly what: string;
  readonly isEntity?: true;
  readonly sql: SqlText;
  readonly type: LogicalType | undefined;
}

function partsOf(what: string, sqls: readonly SqlText[], planned: readonly TypedSql[]): Part[] {
  return sqls.map((sql, at) => ({
    what: sqls.length > 1 ? `Part ${at + 1} of ${what.replace(/^T/, "t")}` : what,
    sql,
    type: planned[at]?.type,
  }));
}

/** Types whose text each engine writes in its own way. */
const words: Readonly<Partial<Record<LogicalType["kind"], string>>> = {
  list: "a list",
  json: "JSON",
  other: "of a type",
};

function findingOf(event: ProjectEvent, { what, isEntity, sql, type }: Part): Finding | undefined {
  if (type && words[type.kind] === undefined) return undefined;
  const cast = `Write \`cast(${sql.text.trim()} as …)\` with the type that it has`;
  const declare = isEntity ? ", declare the entity's `type`," : "";
  return {
    file: event.file,
    rule: "unknown-key-type",
    severity: "error",
    message: type
      ? `${what} is ${words[type.kind]} that each engine writes in its own way, so ids would differ.`
      : `${what} has no known type, so the same event could get different ids on different machines.`,
    hint: type
      ? "Take a value out of it, or cast it to a text whose form you choose."
      : `${cast}${declare} or refresh the catalog (\`eventspec catalog refresh\`).`,
    span: sql.span,
    event: event.name,
  };
}
