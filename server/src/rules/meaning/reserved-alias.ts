import { spanInScalar } from "../../document/scalarMap.ts";
import type { TextEdit } from "../../document/types.ts";
import { sqlOfDocument, sqlOfEvent, type UserSql } from "../../project/sqlOf.ts";
import type { SpecDocument } from "../../spec/types.ts";
import { reservedEverywhere } from "../../sql/reservedWords.ts";
import { defineRule } from "../engine/defineRule.ts";
import { reservedAliases, unquotedUses } from "../engine/reservedAliases.ts";
import { boundType } from "../engine/typeOf.ts";
import type { RuleContext } from "../types.ts";

export const reservedAlias = defineRule<{ alias: string }>({
  name: "reserved-alias",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "An alias must not be a reserved word of SQL.",
  message: ({ alias }) => `"${alias}" is a reserved word of SQL: no engine reads \`${alias}.column\`.`,
  document({ document, file }, report, context) {
    for (const reserved of reservedAliases(document)) {
      const uses = usesOf(reserved.alias, document, file, context);
      if (uses.length === 0 || uses.some(({ sql }) => boundType(sql, context) !== undefined)) continue;
      const better = freeName(reserved.alias, document);
      const edits = uses.map(({ edit }) => ({ ...edit, text: better }));
      const hint = `Give it another name: \`as: ${better}\`.`;
      const fix = { title: `Call it ${better}`, edits: [{ span: reserved.span, text: better }, ...edits] };
      report(reserved.span, reserved, { hint, ...(reserved.written && { fixes: [fix] }) });
    }
  },
});

interface Use {
  readonly sql: UserSql;
  readonly edit: Pick<TextEdit, "span">;
}

function usesOf(alias: string, document: SpecDocument, file: string, context: RuleContext): Use[] {
  const events = context.index.eventsOf(file).filter((event) => event.document === document);
  return [...sqlOfDocument(document, file), ...events.flatMap(sqlOfEvent)].flatMap((sql) =>
    unquotedUses(sql.sql, alias, context.knowledge.dialect).map(({ start, end }) => ({
      sql,
      edit: { span: spanInScalar(sql.sql.scalar, context.text(file), start, end) },
    })),
  );
}

/** Its first letter, or a longer beginning: what nothing else is called here, and no engine reserves. */
function freeName(alias: string, { alias: own, joins }: SpecDocument): string {
  const taken = new Set([own, ...joins.map((join) => join.alias)].map((name) => name?.value.toLowerCase()));
  const lower = alias.toLowerCase();
  const beginnings = [...lower].map((_, at) => lower.slice(0, at + 1));
  const free = [...beginnings, `${lower}_`].find((name) => !taken.has(name) && !reservedEverywhere.has(name));
  return free ?? `${lower}_source`;
}
