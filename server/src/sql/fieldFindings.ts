/** Histories of fields that can't be joined as they are written. */
import type { Finding, Span } from "../document/types.ts";
import { isFiltering, tableOf } from "../project/aliases.ts";
import { calledAlias } from "../project/defaultAlias.ts";
import { lookupsUsed } from "../project/lookupsUsed.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { Fields, Join } from "../spec/types.ts";
import type { Planning } from "./plan/expressionTypes.ts";
import { columnsNamed } from "./render/fieldHistory.ts";
import { historyKeys } from "./render/historyKeys.ts";
import type { DialectName } from "./types.ts";

/** What the joins of an event, its lookups' included, have wrong. */
export function fieldFindings({ project, dialect }: Planning, event: ProjectEvent): Finding[] {
  const { document, file } = event;
  const used = lookupsUsed(document, project.lookups).flatMap(({ declared }) => declared.joins);
  return [
    ...findingsOfJoins(document.joins, file, project, dialect),
    ...findingsOfJoins(used, project.file.file, project, dialect),
  ].map((one) => ({ ...one, event: event.name }));
}

/** In: joins of a document or a lookup, and the path of their file. Out: a finding for each mistake of their `fields`. */
export function findingsOfJoins(
  joins: readonly Join[],
  file: string,
  project: Project,
  dialect: DialectName,
): Finding[] {
  return joins.flatMap((join) => {
    const found = join.fields ? mistakes(join, join.fields, project, dialect) : [];
    return found.map((one) => ({ file, rule: "ill-fitting-fields", severity: "error" as const, ...one }));
  });
}

type Found = Pick<Finding, "message" | "hint"> & { readonly span: Span };

function mistakes(join: Join, fields: Fields, project: Project, dialect: DialectName): Found[] {
  const { on, asOf, source, type } = join;
  const alias = calledAlias(join) ?? "";
  const kept = columnsNamed([on?.text ?? "", asOf?.start.text ?? ""], alias, dialect);
  const known = source?.kind === "table" ? tableOf(source.table, project)?.columns : undefined;
  const taken = new Set(
    [...kept, ...(known ?? []).map(({ name }) => name)].map((name) => name.toLowerCase()),
  );
  const clashes = fields.picks.filter(({ name }) => taken.has(name.value.toLowerCase()));
  return [
    ...(on && historyKeys(on.text, alias, dialect) === undefined ? [unjoined(alias, on.span)] : []),
    ...clashes.map(({ name }) => ({
      message: `"${name.value}" is a column of the table that "${alias}" stands for, so it can't be what a field is called.`,
      hint: `Call it otherwise: \`field_${name.value}: …\`.`,
      span: name.span,
    })),
    ...(fields.asOf
      ? [
          {
            message: "`fields` are as of the event's time already.",
            hint: "Leave `as_of` out.",
            span: fields.asOf,
          },
        ]
      : []),
    ...(isFiltering(join) && type
      ? [
          {
            message: `A join of the type ${type.value} has no columns, so it has no fields.`,
            hint: "Join it without that type, and ask in `where` what a field is.",
            span: type.span,
          },
        ]
      : []),
  ];
}

function unjoined(alias: string, span: Span): Found {
  return {
    message: `Fields of "${alias}" are found by columns that equal those of other tables and by conditions on one table alone.`,
    hint: "Join by `=` between qualified columns.",
    span,
  };
}
