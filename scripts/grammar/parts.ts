/** The parts of the grammars that no shape changes: comments, plain YAML, and SQL of all our dialects. */
import type { Rule } from "./rules.ts";

const keywords =
  "add all analyze and any array as asc asof at both bernoulli between by case cast collate cross cube current_date current_time " +
  "current_timestamp date desc distinct else end escape except exclude exists extract fetch filter final first following for from full " +
  "glob group grouping having ignore ilike in inner intersect is isnull join language last lateral leading left like limit " +
  "localtime localtimestamp materialized natural not notnull nulls offset on only or order ordinality outer over overlaps partition " +
  "pivot positional preceding prewhere qualify range recursive regexp replace respect rlike rollup row rows sample select semi anti " +
  "sets similar some struct symmetric system table tablesample then ties to top trailing try_cast unbounded " +
  "union unpivot using values when where window with within without zone";

/** Words that may stand before a parenthesis without being a function. */
const beforeParentheses =
  "all and any as between by case distinct else except exists filter from having ilike in intersect is join like not on or over " +
  "partition qualify select some then union using values when where with within";

const types =
  "date interval time timestamp timestamptz bigint binary bit blob bool boolean bytea bytes char character datetime datetime64 dec decimal double float float32 float64 hugeint " +
  "inet int int16 int32 int64 int8 integer json jsonb long map nchar number numeric nvarchar object precision real serial short " +
  "smallint string super text timestamp_ltz timestamp_ntz timestamp_tz timetz tinyint ubigint uhugeint uint16 uint32 uint64 uint8 " +
  "uinteger usmallint utinyint uuid varbinary varchar variant varying";

const words = (list: string) => `(?i)\\b(?:${list.trim().split(/\s+/).join("|")})\\b`;
const include = (name: string): Rule => ({ include: `#${name}` });

const sqlWords: readonly Rule[] = [
  { name: "comment.line.double-dash.sql", match: "--.*$" },
  { name: "comment.block.sql", begin: "/\\*", end: "\\*/" },
  {
    match: "(?i)\\b(event|param)(\\.)([A-Za-z_]\\w*)",
    captures: {
      1: { name: "variable.language.alias.sql" },
      2: { name: "punctuation.accessor.sql" },
      3: { name: "variable.other.column.sql" },
    },
  },
  {
    match: '\\b([A-Za-z_][\\w$]*)(\\.)(?=[A-Za-z_"`*])(?![A-Za-z_][\\w$]*[ \\t]*\\()',
    captures: { 1: { name: "variable.other.alias.sql" }, 2: { name: "punctuation.accessor.sql" } },
  },
  { name: "variable.other.column.sql", match: "(?<=\\.)[A-Za-z_][\\w$]*(?![ \\t]*\\()" },
  { name: "constant.language.sql", match: words("true false null") },
  { name: "storage.type.sql", match: `${words(types)}(?![ \\t]*\\((?![ \\t]*\\d))` },
  {
    name: "entity.name.function.sql",
    match: `(?i)\\b(?!(?:${beforeParentheses.replaceAll(" ", "|")})\\b)[a-z_][\\w$]*(?=[ \\t]*\\()`,
  },
  { name: "keyword.other.sql", match: words(keywords) },
  { name: "constant.numeric.sql", match: "\\b\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?\\b" },
  { name: "keyword.operator.sql", match: "::|->>?|#>>?|\\|\\||<=>|<>|!=|<=|>=|=>|:=|[-+*/%<>=~^&|?:]" },
  { name: "punctuation.section.brackets.sql", match: "[()\\[\\]]" },
  { name: "punctuation.separator.sql", match: "[,;.]" },
  { name: "variable.other.column.sql", match: "\\b[A-Za-z_][\\w$]*\\b" },
];

export const parts: Readonly<Record<string, { readonly patterns: readonly Rule[] }>> = {
  document: {
    patterns: [
      { match: "^(---|\\.\\.\\.)(?=\\s|$)", captures: { 1: { name: "entity.other.document.event-spec" } } },
      { name: "meta.directive.event-spec", match: "^%.*$" },
    ],
  },
  comment: {
    patterns: [
      {
        name: "comment.line.number-sign.event-spec",
        match:
          "(?:^|(?<=[ \\t]))(#)[ \\t]*(eventspec-ignore)(:)[ \\t]*([a-z][\\w-]*(?:[ \\t]*,[ \\t]*[a-z][\\w-]*)*)?(.*)$",
        captures: {
          1: { name: "punctuation.definition.comment.event-spec" },
          2: { name: "keyword.control.directive.event-spec" },
          3: { name: "punctuation.separator.event-spec" },
          4: { name: "entity.name.type.rule.event-spec" },
        },
      },
      {
        name: "comment.line.number-sign.event-spec",
        match: "(?:^|(?<=[ \\t]))(#).*$",
        captures: { 1: { name: "punctuation.definition.comment.event-spec" } },
      },
    ],
  },
  "node-properties": {
    patterns: [
      { name: "entity.name.label.anchor.event-spec", match: "&[^\\s,\\[\\]{}]+" },
      { name: "variable.other.alias.event-spec", match: "\\*[^\\s,\\[\\]{}*]+(?=[ \\t]*(?:$|#|[,\\]}]))" },
      { name: "storage.type.tag.event-spec", match: "!(?:<[^>]*>|[^\\s,\\[\\]{}]*)(?=\\s|$)" },
    ],
  },
  null: {
    patterns: [
      {
        name: "constant.language.null.event-spec",
        match: "(?:~|\\b(?:null|Null|NULL)\\b)(?=[ \\t]*(?:$|[,\\]}]|[ \\t]#))",
      },
    ],
  },
  constant: { patterns: constants("[ \\t]*(?:$|[ \\t]#)") },
  "flow-constant": { patterns: constants("[ \\t]*(?:$|[,\\]}]|[ \\t]#)") },
  escape: {
    patterns: [
      {
        name: "constant.character.escape.event-spec",
        match: '\\\\(?:[0abtnvfre "/\\\\N_LP]|x\\h{2}|u\\h{4}|U\\h{8}|$)',
      },
      { name: "invalid.illegal.escape.event-spec", match: "\\\\." },
    ],
  },
  string: {
    patterns: [
      { name: "string.quoted.double.event-spec", begin: '"', end: '"', patterns: [include("escape")] },
      {
        name: "string.quoted.single.event-spec",
        begin: "'",
        end: "'(?!')",
        patterns: [{ name: "constant.character.escape.event-spec", match: "''" }],
      },
    ],
  },
  "table-name": {
    patterns: [
      {
        match: "\\b(ref|source)[ \\t]*(\\()",
        captures: {
          1: { name: "support.function.dbt.event-spec" },
          2: { name: "punctuation.section.brackets.sql" },
        },
      },
      { name: "string.quoted.single.sql", match: "'[^']*'" },
      { name: "entity.name.type.table.sql", match: '"[^"]*"|`[^`]*`|[A-Za-z_][\\w$-]*' },
      { name: "punctuation.accessor.sql", match: "\\." },
      { name: "punctuation.section.brackets.sql", match: "[(),]" },
    ],
  },
  // SQL's own quotes in a quoted scalar: doubled in a single one, with YAML's escapes in a double one.
  "sql-in-double-quotes": {
    patterns: [
      {
        name: "string.quoted.single.sql",
        match: "'(?:[^']|'')*'",
        captures: { 0: { patterns: [include("escape")] } },
      },
    ],
  },
  "sql-in-single-quotes": {
    patterns: [{ name: "string.quoted.single.sql", match: "''(?:(?!'').)*''" }],
  },
  "sql-words": { patterns: sqlWords },
  "sql-code": {
    patterns: [
      {
        name: "string.quoted.single.sql",
        begin: "'",
        end: "'(?!')",
        patterns: [{ name: "constant.character.escape.sql", match: "''" }],
      },
      { name: "variable.other.quoted.sql", match: '"(?:[^"]|"")*"|`[^`]*`' },
      { name: "string.unquoted.dollar.sql", match: "\\$(\\w*)\\$.*?\\$\\1\\$" },
      ...sqlWords,
      // Whatever the editor's own SQL grammar knows beyond ours.
      { include: "source.sql" },
    ],
  },
};

/** Scalars that YAML 1.2's core schema does not read as text; `after` is what must follow. */
function constants(after: string): Rule[] {
  return [
    {
      name: "constant.language.boolean.event-spec",
      match: `\\b(?:true|True|TRUE|false|False|FALSE)\\b(?=${after})`,
    },
    {
      name: "constant.other.timestamp.event-spec",
      match: `\\b\\d{4}-\\d{2}-\\d{2}(?:[Tt ][ \\t]*\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?[ \\t]*(?:Z|[-+]\\d{1,2}(?::?\\d{2})?)?)?(?=${after})`,
    },
    {
      name: "constant.numeric.event-spec",
      match: `[-+]?(?:0x\\h+|0o[0-7]+|\\.inf|\\.nan|(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)(?=${after})`,
    },
  ];
}
