/** The options of the setting `files`: what each is for, and which values it takes. Schema and documentation are made of it. */

export interface FileOptionDeclaration {
  readonly name: string;
  /** A text; one of some; true or false; a text or a list of them; a format of times; a map of columns to types. */
  readonly type: "text" | "choice" | "flag" | "texts" | "format" | "types";
  /** Of a choice. */
  readonly values?: readonly string[];
  /** Of a text: how many bytes it has at most. */
  readonly most?: number;
  /** The files that it says something about. */
  readonly of: readonly ("csv" | "json")[];
  /** For people: sentences, as hover, completion, the schema and the documentation show them. */
  readonly description: string;
  readonly example: unknown;
}

const csv = ["csv"] as const;
const textual = ["csv", "json"] as const;

export const fileOptions: readonly FileOptionDeclaration[] = [
  {
    name: "delim",
    type: "text",
    most: 4,
    of: csv,
    description:
      "What stands between values. Default: a tab in `.tsv`, `|` in `.psv`, else that of comma, semicolon, tab and bar which the first line has most of.",
    example: ";",
  },
  {
    name: "quote",
    type: "text",
    most: 1,
    of: csv,
    description: 'What stands around values that hold a separator. Default: `"`; an empty text: none.',
    example: "'",
  },
  {
    name: "escape",
    type: "text",
    most: 1,
    of: csv,
    description: "What stands before a quote within quotes. Default: the quote itself.",
    example: "\\",
  },
  {
    name: "encoding",
    type: "choice",
    values: ["utf-8", "utf-16", "latin-1"],
    of: csv,
    description: "How characters are written as bytes. Default: `utf-8`.",
    example: "latin-1",
  },
  {
    name: "header",
    type: "flag",
    of: csv,
    description:
      "Whether the first line holds the names of the columns. Without it they are `column0`, `column1` … Default: true.",
    example: false,
  },
  {
    name: "null_padding",
    type: "flag",
    of: csv,
    description:
      "Whether values that a line lacks at its end are null. Default: false, so that such lines are found.",
    example: true,
  },
  {
    name: "null_values",
    type: "texts",
    of: csv,
    description: "Texts that mean null, besides an empty one.",
    example: ["NULL", "\\N"],
  },
  {
    name: "decimal_separator",
    type: "choice",
    values: [".", ","],
    of: csv,
    description: "What separates the decimal places of a number. Default: `.`.",
    example: ",",
  },
  {
    name: "date_format",
    type: "format",
    of: textual,
    description:
      "How dates are written, as `strptime` has it. It applies to each column whose values all have this form.",
    example: "%d/%m/%Y",
  },
  {
    name: "timestamp_format",
    type: "format",
    of: textual,
    description:
      "How times are written, as `strptime` has it; `%z` is their offset. It applies as `date_format` does.",
    example: "%d/%m/%Y %H:%M",
  },
  {
    name: "types",
    type: "types",
    of: textual,
    description:
      "Column → type, in place of the one that its values have. A value that does not fit is reported.",
    example: { order_id: "string", total: "decimal(12,2)" },
  },
];
