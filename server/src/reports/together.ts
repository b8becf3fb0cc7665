/** Reports on several projects are one, whatever the format: as if they were folders of one project. */
import type { Finding } from "../document/types.ts";
import { type Checked, checkedTogether } from "../rules/checked.ts";
import { pathOf, type ReportInput } from "./input.ts";

/** What is reported of one of several projects: `prefix` is where it is, seen from where the reader stands. */
export type ReportPart = ReportInput & { readonly prefix: string; readonly checked: Checked };

/** In: what is reported of each project, and the folder that all paths are relative to. Out: a report on all of them. */
export function together(
  parts: readonly ReportPart[],
  root: string,
): ReportInput & { readonly checked: Checked } {
  const [first] = parts;
  const pages = new Map(parts.flatMap((part) => [...(part.pages ?? [])]));
  return {
    project: {
      root,
      documents: new Map(
        parts.flatMap((part) =>
          [...part.project.documents].map(([file, document]) => [pathOf(part, file), document] as const),
        ),
      ),
      events: parts.flatMap((part) =>
        part.project.events.map(({ file, name }) => ({ file: pathOf(part, file), name: pathOf(part, name) })),
      ),
    },
    findings: parts.flatMap((part) => part.findings.map((finding) => placedIn(part, finding))),
    files: parts.flatMap((part) =>
      (part.files ?? [...part.project.documents.keys()]).map((file) => pathOf(part, file)),
    ),
    ...(first?.color !== undefined && { color: first.color }),
    ...(first?.toolVersion !== undefined && { toolVersion: first.toolVersion }),
    ...(pages.size > 0 && { pages }),
    checked: checkedTogether(parts.map(({ prefix, checked }) => ({ name: prefix || ".", checked }))),
  };
}

function placedIn(part: ReportPart, finding: Finding): Finding {
  const { file, related } = finding;
  return {
    ...finding,
    file: pathOf(part, file),
    ...(related && { related: related.map((other) => ({ ...other, file: pathOf(part, other.file) })) }),
  };
}
