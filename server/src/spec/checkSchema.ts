import type { Finding, TextDocument, YamlNode } from "../document/types.ts";
import { checkShape } from "./checkShape.ts";
import { project, spec } from "./generated/validators.js";
import { plainValue } from "./nodes.ts";
import type { FileKind } from "./schema.ts";
import { shapes } from "./shape.ts";
import { type CheckContext, headOf, labelOf, report, type ValuePlace } from "./valuePlace.ts";

const validators = { spec, project };
const labels: Record<FileKind, string> = { spec: "An event-spec document", project: "The project file" };

/** Findings of one YAML document against the language's schema: unknown and missing keys, values of another kind. */
export function checkSchema(document: TextDocument, root: YamlNode, kind: FileKind): Finding[] {
  const context: CheckContext = { file: document.file, text: document.text, findings: [] };
  const head = headOf(root) ?? root.span;
  const place: ValuePlace = {
    parent: undefined,
    step: "",
    title: labels[kind],
    span: head,
    event: undefined,
  };
  checkShape(context, root, shapes[kind], place);
  if (context.findings.length === 0) checkVerdict(context, root, kind, place);
  return context.findings.filter((finding) => !isAnswered(finding, document));
}

/** What stands where YAML itself is broken is reported once; the rest follows when that is mended. */
function isAnswered({ span }: Finding, { findings }: TextDocument): boolean {
  return findings.some(
    (known) => known.rule === "yaml-syntax" && known.span.start <= span.start && span.end <= known.span.end,
  );
}

/** Should our own words ever miss something that the schema refuses, it is still said. */
function checkVerdict(context: CheckContext, root: YamlNode, kind: FileKind, place: ValuePlace): void {
  const validate = validators[kind];
  if (validate(plainValue(root))) return;
  const [error] = validate.errors ?? [];
  const where = error?.instancePath ? ` at ${error.instancePath}` : "";
  report(
    context,
    { place, span: place.span },
    "invalid-value",
    `${labelOf(place)} is not valid${where}: ${error?.message ?? "see its reference"}.`,
  );
}
