/** Small mistakes that somebody could make in a spec, one at a time. */
import type { Span } from "../../server/src/document/types.ts";
import { sqlOfProject, type UserSql } from "../../server/src/project/sqlOf.ts";
import type { Project, ProjectEvent } from "../../server/src/project/types.ts";
import type { SpecDocument } from "../../server/src/spec/types.ts";

export interface Mutant {
  readonly file: string;
  /** What was done, for people. */
  readonly kind: string;
  /** The mistake in the file's text. */
  readonly span: Span;
  readonly text: string;
}

/** All of them, in the order of the files. */
export function mutantsOf(project: Project): Mutant[] {
  const seen = new Set<string>();
  return [...ofSql(project), ...ofEvents(project), ...ofDocuments(project)]
    .filter(({ file, span, text }) => {
      const key = `${file}:${span.start}:${span.end}:${text}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => (a.file === b.file ? a.span.start - b.span.start : a.file < b.file ? -1 : 1));
}

/** Applied to the text of its file. */
export function mutated(text: string, { span, text: replacement }: Mutant): string {
  return text.slice(0, span.start) + replacement + text.slice(span.end);
}

type Swap = readonly [kind: string, pattern: RegExp, replacement: string];

/** Of all SQL that decides or carries something; the pattern's whole match is replaced. */
const swaps: readonly Swap[] = [
  ["<> for =", /(?<![<>!])=(?!=)/, "<>"],
  ["= for <>", /<>/, "="],
  ["and for or", /\bor\b/i, "and"],
  ["or for and", /\band\b/i, "or"],
  ["not dropped", /\bnot (?!null)/i, ""],
  ["is null for is not null", /\bis not null\b/i, "is null"],
  ["<= for >", /(?<![<-])>(?![=>])/, "<="],
  ["ten times too much", /\/ 100\.0/, "/ 10.0"],
  ["first word dropped", /^coalesce\(([\w.]+), .*\)$/i, "$1"],
];

function ofSql(project: Project): Mutant[] {
  const mutable = [...sqlOfProject(project)].filter(
    ({ role }) => role !== "test" && role !== "reconciliation",
  );
  return mutable.flatMap((one) => swaps.flatMap((swap) => swapped(one, swap)));
}

function swapped({ file, sql }: UserSql, [kind, pattern, replacement]: Swap): Mutant[] {
  const text = sql.text.replace(pattern, replacement);
  return text === sql.text ? [] : [{ file, kind, span: sql.span, text: quoted(text) }];
}

/** As a YAML scalar that is what it is, whatever was in quotes before. */
const quoted = (text: string): string => JSON.stringify(text);

function ofEvents(project: Project): Mutant[] {
  return project.events.flatMap((event) => {
    const { file, definition } = event;
    const { at, where, changes, oncePer } = definition;
    const replaced = (kind: string, span: Span | undefined, text: string): Mutant[] =>
      span ? [{ file, kind, span, text }] : [];
    return [
      ...replaced("off by one day", at?.sql?.span, quoted(`${at?.sql?.text} + interval '1 day'`)),
      ...replaced("another time", at?.sql?.span, otherTime(project, event)),
      ...replaced("filter dropped", where?.span, "true"),
      ...(at?.nullValues ?? []).flatMap(({ span }) => replaced("sentinel removed", span, "'2001-01-01'")),
      ...(changes?.from ?? [])
        .slice(0, 1)
        .flatMap(({ span }) => replaced("change from another value", span, "other")),
      ...(changes?.to ?? [])
        .slice(0, 1)
        .flatMap(({ span }) => replaced("change to another value", span, "pending")),
      ...(oncePer
        ? replaced(
            "last for first",
            oncePer.span,
            `{key: [${oncePer.key.map(({ text }) => text)}], keep: last}`,
          )
        : []),
      ...(oncePer?.key ?? []).flatMap(({ span }) => replaced("key changed", span, event.key[0]?.text ?? "")),
    ];
  });
}

/** The time of another event of the same document. */
function otherTime({ events }: Project, { document, definition }: ProjectEvent): string {
  const own = definition.at?.sql?.text;
  const other = events.find((one) => one.document === document && one.definition.at?.sql?.text !== own);
  return quoted(other?.definition.at?.sql?.text ?? `${own} - interval '1 hour'`);
}

function ofDocuments(project: Project): Mutant[] {
  return project.specs.flatMap(({ file, documents }) =>
    documents.flatMap((document) => [
      ...zoneShifted(project, file, document),
      ...(document.where ? [{ file, kind: "filter dropped", span: document.where.span, text: "true" }] : []),
      ...document.key.map(({ span }) => ({ file, kind: "key changed", span, text: otherKey(document) })),
      ...document.defaults.entities.flatMap(({ sql }) =>
        sql ? [{ file, kind: "entity changed", span: sql.span, text: otherEntity(document, sql.text) }] : [],
      ),
      ...document.joins.flatMap(({ type, on, asOf }) => [
        ...(type
          ? [{ file, kind: "join changed", span: type.span, text: type.value === "inner" ? "left" : "inner" }]
          : []),
        ...(on && !type
          ? [{ file, kind: "join changed", span: on.span, text: quoted(`${on.text} and 1 = 0`) }]
          : []),
        ...(asOf
          ? [
              {
                file,
                kind: "off by one day",
                span: asOf.start.span,
                text: quoted(`${asOf.start.text} + interval '1 day'`),
              },
            ]
          : []),
      ]),
    ]),
  );
}

function zoneShifted({ documents }: Project, file: string, { alias }: SpecDocument): Mutant[] {
  const text = documents.get(file)?.text ?? "";
  if (!alias) return [];
  const start = text.lastIndexOf("\n", alias.span.start) + 1;
  return ["Asia/Tokyo", "UTC"].map((zone) => ({
    file,
    kind: "zone shifted",
    span: { start, end: start },
    text: `timezone: ${zone}\n`,
  }));
}

/** What identifies something else. */
function otherKey({ defaults, key }: SpecDocument): string {
  const other = defaults.entities.find(({ sql }) => sql && !key.some(({ text }) => text === sql.text));
  return other?.sql?.text ?? "1";
}

function otherEntity({ defaults, key }: SpecDocument, own: string): string {
  const others = [...defaults.entities.flatMap(({ sql }) => sql ?? []), ...key];
  return others.find(({ text }) => text !== own)?.text ?? "1";
}
