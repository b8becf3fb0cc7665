/** A project's events and streams as files of a dbt project. */
import type { Finding } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";
import { eventModels, streamModel } from "../../sql/models.ts";
import type { DialectName, ExpressionTypes } from "../../sql/types.ts";
import { sealed } from "./header.ts";
import { eventModelText, streamModelText } from "./modelFile.ts";
import { dbtScope } from "./scope.ts";

export interface DbtExport {
  /** Texts by their paths in the folder of models, in order. The same project gives the same ones. */
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** In: a project, the dialect of the warehouse that dbt builds in, and types that a connection has told. */
export function exportDbt(
  project: Project,
  { dialect, types }: { readonly dialect: DialectName; readonly types?: ExpressionTypes },
): DbtExport {
  const scope = dbtScope(project, dialect, types);
  const events = eventModels(project, scope.models);
  const streams = project.file.streams.map(({ name }) => ({
    name: name.value,
    ...streamModel(project, name.value, { ...scope.models, models: events.models }),
  }));
  const files = new Map<string, string>();
  for (const model of events.models)
    files.set(
      `${model.relation.name}.sql`,
      sealed("sql", model.relation.files, eventModelText(scope, model)),
    );
  for (const { name, model } of streams)
    if (model) files.set(`${name}.sql`, sealed("sql", [project.file.file], streamModelText(scope, model)));
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    files: new Map(sorted),
    findings: unique([
      ...events.findings,
      ...streams.flatMap(({ findings }) => findings),
      ...sameNames(project),
    ]),
  };
}

/** A stream and an event would be one model. */
function sameNames({ file, eventsByName }: Project): Finding[] {
  return file.streams
    .filter(({ name }) => eventsByName.has(name.value))
    .map(({ name }) => ({
      file: file.file,
      rule: "duplicate-event-name",
      severity: "error",
      message: `"${name.value}" is a stream and an event, and dbt has one model of a name.`,
      hint: "Rename the stream.",
      span: name.span,
    }));
}

function unique(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(findings.map((one) => [JSON.stringify([one.file, one.span, one.message]), one])).values(),
  ];
}
