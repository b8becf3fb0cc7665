/** Whether texts hold personal data, by a sample of their values. The values go nowhere from here. */

import type { Finding } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import { personalForm } from "../../project/personalValues.ts";
import type { EventProperty } from "../../project/types.ts";
import { identifier, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import { ask } from "../test/asking.ts";
import type { DataRequest, Rows } from "./types.ts";

const sampledRows = 500;

export async function personalSamples(
  { event, relation, asking }: Rows,
  { project }: DataRequest,
): Promise<Finding[]> {
  const isFirst = event.document.events[0] === event.definition;
  const texts = event.properties.filter((property) => isOpen(property) && isText(relation, property));
  const asked = texts.filter(({ from }) => from === "event" || isFirst);
  if (asked.length === 0) return [];
  const columns = asked.map(({ name }) => identifier(relation.dialect, name.value));
  const sql = `${restoreBreaks(`${withTables(relation.tables)}\n${select({ columns, from: relation.events, limit: sampledRows })}`)}\n`;
  const { rows } = await ask(asking, sql, sampledRows);
  return asked.flatMap((property, at): Finding[] => {
    const values = rows.flatMap((row) => (typeof row[at] === "string" ? [row[at]] : []));
    const forms = values.flatMap((value) => personalForm(value) ?? []);
    const [form] = forms;
    if (form === undefined) return [];
    const { name, privacy, file } = property;
    const document = project.documents.get(file);
    const edits = privacy
      ? [{ span: privacy.span, text: "personal" }]
      : document && setKey(document, name.span, { key: "privacy", inline: "personal" });
    return [
      {
        file,
        rule: "unclassified-personal-data",
        severity: "warning",
        ...(file === event.file && { event: event.name }),
        span: name.span,
        message: `${forms.length} of ${values.length} sampled values of "${name.value}" hold personal data, such as ${form}, and it ${privacy ? `is ${privacy.value}` : "has no `privacy`"}.`,
        hint: 'Say "privacy: personal", or take out of the text what is.',
        ...(edits && { fixes: [{ title: "Mark as personal", edits, preferred: true }] }),
      },
    ];
  });
}

/** Nobody has said who may see it, or that everybody may. */
function isOpen({ privacy, sql, values }: EventProperty): boolean {
  return sql !== undefined && !values && (privacy === undefined || privacy.value === "public");
}

function isText({ plan }: Rows["relation"], { name }: EventProperty): boolean {
  return plan.properties.find((each) => each.name === name.value)?.type?.kind === "string";
}
