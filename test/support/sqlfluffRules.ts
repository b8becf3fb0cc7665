/** How generated SQL is linted: sqlfluff's settings, which of its default rules don't hold and why, and what it can't parse. docs/sql.md shows all. */
import type { DialectName } from "../../server/src/sql/types.ts";

export const sqlfluffSettings = {
  core: { max_line_length: 150 },
  indentation: {
    tab_space_size: 2,
    implicit_indents: "allow",
    indented_on_contents: false,
    indented_then: false,
    indented_then_contents: false,
  },
} as const;

export interface ExcludedRule {
  readonly rule: string;
  readonly name: string;
  /** Everywhere where absent. Cases are golden ones. */
  readonly where?: { readonly dialects?: readonly DialectName[]; readonly cases?: readonly string[] };
  readonly why: string;
}

const author = "the author's own SQL, which stands as written";

export const excludedRules: readonly ExcludedRule[] = [
  {
    rule: "AL04",
    name: "aliasing.unique.table",
    where: { cases: ["full_join"] },
    why: "a table that is marked keeps its name inside and outside of the query that marks it",
  },
  {
    rule: "AL05",
    name: "aliasing.unused",
    where: { cases: ["columns_as_rows", "for_each", "names_taken"] },
    why: `${author}; and the rows of a list have a name whether or not it is used`,
  },
  {
    rule: "AL09",
    name: "aliasing.self_alias.column",
    where: { dialects: ["clickhouse"] },
    why: "`o.total` of a common table expression is called `o.total` there, not `total`",
  },
  {
    rule: "AL09",
    name: "aliasing.self_alias.column",
    where: { dialects: ["postgres", "redshift"], cases: ["hard_values"] },
    why: "a property whose name needs quotes, and a column of the same name",
  },
  {
    rule: "AM03",
    name: "ambiguous.order_by",
    where: { cases: ["agreeing_rows", "which_row"] },
    why: "a direction is said where it is not the usual one",
  },
  { rule: "AM05", name: "ambiguous.join", where: { cases: ["queries"] }, why: author },
  {
    rule: "AM07",
    name: "ambiguous.set_columns",
    where: {
      dialects: ["trino"],
      cases: ["full_join", "hard_values", "joined_events", "names_taken", "sequence"],
    },
    why: "follows from a `json_object` that sqlfluff does not parse, below",
  },
  {
    rule: "AM09",
    name: "ambiguous.order_by_limit",
    where: { cases: ["identity", "joined_events", "streams"] },
    why: "`limit 0` gives no rows in any order: the relation of events that are all switched off",
  },
  {
    rule: "CP02",
    name: "capitalisation.identifiers",
    where: { cases: ["hard_values", "unions"] },
    why: author,
  },
  {
    rule: "CP05",
    name: "capitalisation.types",
    where: { dialects: ["clickhouse"] },
    why: "names of types are case-sensitive there",
  },
  {
    rule: "CV10",
    name: "convention.quoted_literals",
    where: { dialects: ["bigquery", "databricks"], cases: ["columns_as_rows", "open_names", "renamed"] },
    why: "texts stand between single quotes, also those that hold one",
  },
  {
    rule: "CV11",
    name: "convention.casting_style",
    why: "`o.order_id::varchar` for a name, `cast(a + b as varchar)` for what has an operator: readers need not know which binds closer",
  },
  {
    rule: "LT01",
    name: "layout.spacing",
    where: { dialects: ["trino"] },
    why: "no space stands before the colon of `json_object('total': total)`",
  },
  {
    rule: "LT01",
    name: "layout.spacing",
    where: { dialects: ["databricks"], cases: ["columns_as_rows", "for_each", "full_join"] },
    why: "`lateral (select …)` is no call of a function",
  },
  {
    rule: "LT01",
    name: "layout.spacing",
    where: { dialects: ["duckdb"], cases: ["field_history"] },
    why: "`{value: f.value}` is a value of its own, with nothing around it",
  },
  {
    rule: "LT01",
    name: "layout.spacing",
    where: { cases: ["unions", "unnamed_source"] },
    why: "the type of a column that a table lacks, as the catalog writes it",
  },
  {
    rule: "LT01",
    name: "layout.spacing",
    where: { dialects: ["clickhouse"], cases: ["sequence"] },
    why: "the formatter of long expressions puts a space behind `::`",
  },
  {
    rule: "LT02",
    name: "layout.indent",
    why: "what a bracket at the end of a line opens is one step deeper than that line; sqlfluff counts a step for everything that begins in it",
  },
  {
    rule: "LT05",
    name: "layout.long_lines",
    where: {
      cases: [
        ...[
          "agreeing_rows",
          "also",
          "as_of",
          "columns_as_rows",
          "currencies",
          "field_history",
          "hard_values",
        ],
        ...[
          "history",
          "identity",
          "lifecycle",
          "lookup_uses",
          "lookups",
          "names_taken",
          "sequence",
          "streams",
        ],
        ...["unions", "unnamed_source"],
      ],
    },
    why: "calls inside calls are not broken: the text of a time or a float in an id, a time read as text",
  },
  {
    rule: "LT06",
    name: "layout.functions",
    where: { dialects: ["databricks"] },
    why: "`lateral (select …)` is no call of a function",
  },
  { rule: "LT08", name: "layout.cte_newline", where: { cases: ["full_join", "queries"] }, why: author },
  {
    rule: "LT09",
    name: "layout.select_targets",
    where: { cases: ["columns_as_rows", "for_each", "lookups"] },
    why: `${author}; and an element with its position is one thing, on one line`,
  },
  {
    rule: "LT09",
    name: "layout.select_targets",
    where: { cases: ["full_join"] },
    why: "all columns of a table and its mark, each on a line of its own",
  },
  { rule: "LT14", name: "layout.keyword_newline", where: { cases: ["full_join", "lookups"] }, why: author },
  {
    rule: "RF02",
    name: "references.qualification",
    where: { cases: ["columns_as_rows", "for_each", "full_join", "names_taken", "queries"] },
    why: `${author}; and an element's names stand alone`,
  },
  {
    rule: "RF01",
    name: "references.from",
    where: { dialects: ["clickhouse", "trino"], cases: ["columns_as_rows", "full_join"] },
    why: "an array's column is called with a dot in its name there; on Trino it follows from a `json_object` that sqlfluff does not parse, below",
  },
  {
    rule: "RF02",
    name: "references.qualification",
    where: { dialects: ["trino"], cases: ["also"] },
    why: "sqlfluff takes the words of `format json` for a column's",
  },
  {
    rule: "RF03",
    name: "references.consistent",
    where: { cases: ["columns_as_rows", "sequence"] },
    why: author,
  },
  {
    rule: "RF03",
    name: "references.consistent",
    where: { dialects: ["postgres"], cases: ["agreeing_rows", "field_history", "identity", "which_row"] },
    why: "sqlfluff takes the name of a collation for a column's",
  },
  {
    rule: "RF04",
    name: "references.keywords",
    why: "columns and steps are called what they are: `event`, `source`, `properties`; where an engine reserves a name it is quoted",
  },
  { rule: "RF05", name: "references.special_chars", where: { cases: ["hard_values"] }, why: author },
  {
    rule: "RF05",
    name: "references.special_chars",
    where: { dialects: ["clickhouse"], cases: ["columns_as_rows", "full_join"] },
    why: "an array's column is called with a dot in its name there",
  },
  { rule: "RF06", name: "references.quoting", where: { cases: ["hard_values"] }, why: author },
  {
    rule: "RF06",
    name: "references.quoting",
    where: {
      cases: [
        "agreeing_rows",
        "columns_as_rows",
        "field_history",
        "full_join",
        "joined_events",
        "sequence",
        "which_row",
      ],
    },
    why: "a word that one of the engine's versions reserves is quoted",
  },
  {
    rule: "ST03",
    name: "structure.unused_cte",
    where: { dialects: ["trino"], cases: ["full_join"] },
    why: "follows from a `json_object` that sqlfluff does not parse, below",
  },
  {
    rule: "ST05",
    name: "structure.subquery",
    why: "the list of events that rows are multiplied by, a list's elements and an `as_of` history without `end` stand where they are joined",
  },
  {
    rule: "ST11",
    name: "structure.unused_join",
    where: { cases: ["full_join", "joined_events"] },
    why: "which of several events speaks of a joined table does not change how often it is joined",
  },
  {
    rule: "ST11",
    name: "structure.unused_join",
    where: { dialects: ["trino"], cases: ["names_taken"] },
    why: "follows from a `json_object` that sqlfluff does not parse, below",
  },
  { rule: "ST06", name: "structure.column_order", why: "the order of columns is the layout's" },
  {
    rule: "ST09",
    name: "structure.join_condition_order",
    why: `\`on\` is ${author}`,
  },
];

export interface Unparsed {
  readonly construct: string;
  readonly dialect: DialectName;
  /** Golden cases that have it. */
  readonly cases: readonly string[];
  /** Who accepts it. */
  readonly evidence: string;
}

export const unparsed: readonly Unparsed[] = [
  {
    construct: "json_object('document': json_format(document) format json)",
    dialect: "trino",
    cases: ["full_join", "hard_values", "joined_events", "names_taken", "sequence"],
    evidence: "Trino 476, on which the golden cases are executed",
  },
  {
    construct: "from (with old as (…) select …) as legacy",
    dialect: "redshift",
    cases: ["full_join"],
    evidence: "sqlglot, which reads it in that dialect; Postgres runs the same text",
  },
];
