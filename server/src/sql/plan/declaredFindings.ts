/** Values that would lose something on their way into the type that is declared for them. */
import type { Finding } from "../../document/types.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { SqlText, ValueType } from "../../spec/types.ts";
import { typeText } from "../../spec/typeText.ts";
import { fits } from "../declaredTypes.ts";
import type { LogicalType } from "../logicalType.ts";
import type { EventPlan, ValuePlan } from "./plan.ts";

/** In: an event and its plan. Out: a finding for each property and entity whose type is known and can't be read as the declared one without a loss. */
export function declaredFindings(project: Project, event: ProjectEvent, plan: EventPlan): Finding[] {
  const entityTypes = new Map(project.file.entities.map(({ name, type }) => [name.value, type?.value]));
  const values = [
    ...event.entities.map(({ name, sql }, at) => ({
      what: `Entity "${name.value}"`,
      ...{ file: event.file, sql, declared: entityTypes.get(name.value), plan: plan.entities[at] },
    })),
    ...event.properties.map(({ name, sql, type, file }) => ({
      what: `Property "${name.value}"`,
      ...{ file, sql, declared: type?.value },
      plan: plan.properties.find((one) => one.name === name.value),
    })),
  ];
  return values.flatMap((value) => findingOf(event, value) ?? []);
}

function inWords({ kind, of }: LogicalType): string {
  return of ? `${kind} of ${inWords(of)}` : kind;
}

interface DeclaredValue {
  readonly what: string;
  readonly file: string;
  readonly sql: SqlText | undefined;
  readonly declared: ValueType | undefined;
  readonly plan: ValuePlan | undefined;
}

function findingOf(
  event: ProjectEvent,
  { what, file, sql, declared, plan }: DeclaredValue,
): Finding | undefined {
  const type = plan && "sql" in plan.value ? plan.value.type : undefined;
  if (!sql || !declared || !type || fits(type, declared)) return undefined;
  return {
    file,
    rule: "type-mismatch",
    severity: "error",
    message: `${what} is declared as ${typeText(declared)}, but this is ${inWords(type)}, which would lose a part of it.`,
    hint: "Change the declared type, or, if the loss is meant, cast the expression to it.",
    span: sql.span,
    event: event.name,
  };
}
