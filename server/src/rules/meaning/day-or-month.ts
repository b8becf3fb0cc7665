import { pairAtPath } from "../../document/treePlace.ts";
import type { TableNotice } from "../../project/types.ts";
import { defineRule } from "../engine/defineRule.ts";

export const dayOrMonth = defineRule<TableNotice>({
  name: "day-or-month",
  topic: "Meaning",
  severity: "warning",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog"],
  summary: "The date format must be given where the dates of a file could be read day first or month first.",
  message: ({ parts, message }) => `${parts.join(".")}: ${message}.`,
  projectFile(file, report, { document: read, project }) {
    const document = read(file.file);
    for (const notice of project.catalog.notices ?? []) {
      const path = ["connections", notice.connection, "files", notice.filesKey];
      const pair = document && pairAtPath(document, path);
      if (pair) report(pair.key.span, notice, { hint: notice.hint });
    }
  },
});
