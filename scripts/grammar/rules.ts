/**
 * TextMate rules for block and flow YAML, made from shapes. A key's rule lasts as long as its lines are indented deeper
 * (`while`), so half-typed or unbalanced SQL can never colour what follows it.
 */
import type { KeyKind, Scalar, Shape, Shapes } from "./shapes.ts";

export interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly while?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

type Captures = Readonly<Record<string, { readonly name?: string; readonly patterns?: readonly Rule[] }>>;

const include = (name: string): Rule => ({ include: `#${name}` });
const quotedKey = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^']|'')*'`;
const anyKey = `${quotedKey}|[^\\s#'"\\[\\]{},&*!|>%@\`:-](?:[^#:]|:(?=\\S)|(?<=\\S)#)*?`;
const anyFlowKey = `${quotedKey}|[^\\s#'"\\[\\]{},&*!|>%@\`:-][^#:,\\[\\]{}]*?`;
/** The first key of a list's item may follow its dash. */
const blockStart = "^([ ]*)(?:(-)([ ]+))";
const blockHeader = "([|>][-+0-9]*)[ \\t]*((?:#.*)?)$";

const keyScope: Readonly<Record<KeyKind, string>> = {
  word: "entity.name.tag.event-spec",
  event: "entity.name.function.event.event-spec",
  name: "variable.other.property.event-spec",
};

/** Contents of a scalar by what it is; in a block scalar all of it is contents. */
const contents = {
  yaml: { name: "string.unquoted.plain.event-spec" },
  name: { name: "variable.parameter.name.event-spec" },
  sql: { name: "meta.embedded.inline.sql", patterns: [include("sql-code")] },
  table: { name: "meta.table.event-spec", patterns: [include("table-name")] },
} as const;

/** Lines of a block scalar, all of which are its contents. */
const blockText = {
  yaml: { contentName: "string.unquoted.block.event-spec" },
  name: { contentName: contents.name.name },
  sql: { contentName: contents.sql.name, patterns: contents.sql.patterns },
  table: { contentName: contents.table.name, patterns: contents.table.patterns },
} as const;

/** Rules of scalars: `KIND-block`, where a line ends them, and `KIND-flow-scalar`, where a comma or a bracket does. */
export function scalarRules(): Record<string, { patterns: readonly Rule[] }> {
  const kinds: readonly Scalar[] = ["yaml", "sql", "table", "name"];
  return Object.fromEntries(
    kinds.flatMap((kind) => [
      [`${kind}-block`, { patterns: scalars(kind, "block") }],
      [`${kind}-flow-scalar`, { patterns: scalars(kind, "flow") }],
    ]),
  );
}

/**
 * All rules of one shape: `NAME` inside a block, `NAME-flow` for a value inside braces or brackets. Rules of keys have entries
 * of their own, because many shapes share them.
 */
export function shapeRules(name: string, shapes: Shapes): Record<string, { patterns: readonly Rule[] }> {
  const shape = shapes[name];
  if (!shape) throw new Error(`There is no shape "${name}".`);
  const groups = keyGroups(shape);
  const collections = [include(`${name}-braces`), include(`${name}-brackets`)];
  const keys = groups.flatMap((group) => [
    [`${group.name}-block`, { patterns: blockKeys(group, shapes) }],
    [`${group.name}-flow`, { patterns: [flowKeys(group)] }],
  ]);
  return {
    ...Object.fromEntries(keys),
    [name]: {
      patterns: [
        include("comment"),
        ...groups.map((group) => include(`${group.name}-block`)),
        ...blockItems(shape),
        ...collections,
        include(`${shape.scalar}-block`),
      ],
    },
    [`${name}-flow`]: {
      patterns: [include("comment"), ...collections, include(`${shape.scalar}-flow-scalar`)],
    },
    [`${name}-braces`]: {
      patterns: [
        {
          ...between("\\{", "\\}", "mapping"),
          patterns: [include("comment"), separator, ...groups.map((group) => include(`${group.name}-flow`))],
        },
      ],
    },
    [`${name}-brackets`]: {
      patterns: [{ ...between("\\[", "\\]", "sequence"), patterns: [separator, include(`${name}-flow`)] }],
    },
  };
}

const separator: Rule = { name: "punctuation.separator.event-spec", match: "," };

function between(begin: string, end: string, kind: string): Rule {
  const captures = (side: string) => ({ 0: { name: `punctuation.definition.${kind}.${side}.event-spec` } });
  return { begin, end, beginCaptures: captures("begin"), endCaptures: captures("end") };
}

/** Keys whose values have one shape; without `keys`, all that no other group has. */
interface KeyGroup {
  readonly name: string;
  readonly keys?: readonly string[];
  readonly kind: KeyKind;
  readonly shape: string;
}

function keyGroups({ keys, others = { kind: "word", shape: "plain" } }: Shape): KeyGroup[] {
  const words = [...new Set(Object.values(keys))].map((shape): KeyGroup => {
    const same = Object.keys(keys).filter((key) => keys[key] === shape);
    return { name: `keys ${same.join(" ")} ${shape}`, keys: same, kind: "word", shape };
  });
  return [...words, { name: `keys * ${others.kind} ${others.shape}`, ...others }];
}

/** Four rules: after a dash or not, with a block scalar (whose lines are all contents) or with anything else. */
function blockKeys({ keys, kind, shape }: KeyGroup, shapes: Shapes): Rule[] {
  const scalar = shapes[shape]?.scalar ?? "yaml";
  const key = keys ? `"?'?(?:${keys.join("|")})'?"?` : anyKey;
  const captures = {
    2: { name: "punctuation.definition.block.sequence.item.event-spec" },
    4: { name: keyScope[kind] },
    5: { name: "punctuation.separator.key-value.event-spec" },
    6: { name: "keyword.control.flow.block-scalar.event-spec" },
    7: { patterns: [include("comment")] },
  };
  return [true, false].flatMap((dash) => {
    const start = `${dash ? blockStart : "^([ ]*)()()"}(${key})[ \\t]*(:)`;
    // A list may stand at its key's own column; a dash takes two columns.
    const deeper = dash ? "\\1[ ]{3}|\\1[ ]{2}-(?:[ ]|$)" : "\\1[ ]|\\1-(?:[ ]|$)";
    const blockScalar: Rule = {
      begin: `${start}[ \\t]+${blockHeader}`,
      while: `^(?=\\1[ ]${dash ? "{3}" : ""}|[ \\t]*$)`,
      beginCaptures: captures,
      ...blockText[scalar],
    };
    return [
      blockScalar,
      {
        begin: `${start}(?=[ \\t]|$)`,
        while: `^(?=${deeper}|[ \\t]*$|[ \\t]*#)`,
        beginCaptures: captures,
        patterns: [include(shape)],
      },
    ];
  });
}

function blockItems(shape: Shape): Rule[] {
  const dash = { name: "punctuation.definition.block.sequence.item.event-spec" };
  return [
    {
      begin: `^([ ]*)(-)[ \\t]+${blockHeader}`,
      while: "^(?=\\1[ ]|[ \\t]*$)",
      beginCaptures: {
        2: dash,
        3: { name: "keyword.control.flow.block-scalar.event-spec" },
        4: { patterns: [include("comment")] },
      },
      ...blockText[shape.scalar],
    },
    { match: "^[ ]*(-)(?=[ \\t]|$)", captures: { 1: dash } },
  ];
}

function flowKeys({ keys, kind, shape }: KeyGroup): Rule {
  const key = keys ? `"?'?\\b(?:${keys.join("|")})'?"?` : anyFlowKey;
  return {
    begin: `(${key})[ \\t]*(:)(?=[ \\t,\\[\\]{}]|$)`,
    end: "(?=[,}])",
    beginCaptures: { 1: { name: keyScope[kind] }, 2: { name: "punctuation.separator.key-value.event-spec" } },
    patterns: [include(`${shape}-flow`)],
  };
}

function scalars(scalar: Scalar, where: "block" | "flow"): Rule[] {
  const common = [include("node-properties"), include("null")];
  const plain =
    where === "block"
      ? "([^\\s#'\"\\[\\]{},&*!|>%@`](?:[^#]|(?<=\\S)#)*?)(?=[ \\t]+#|[ \\t]*$)"
      : "([^\\s#'\"\\[\\]{},&*!|>%@`](?:[^#,\\[\\]{}]|(?<=\\S)#)*?)(?=[ \\t]*(?:[,\\[\\]{}]|$|[ \\t]#))";
  if (scalar === "yaml") {
    return [
      ...common,
      include(where === "block" ? "constant" : "flow-constant"),
      include("string"),
      { match: plain, captures: { 1: contents.yaml } },
    ];
  }
  return [...common, ...quoted(scalar), { match: plain, captures: { 1: contents[scalar] } }];
}

/** A quoted scalar that ends on its line keeps its SQL apart from all that follows; one that does not ends with its key's lines. */
function quoted(scalar: "sql" | "table" | "name"): Rule[] {
  const inner = contents[scalar];
  const mark = (side: string) => ({ name: `punctuation.definition.string.${side}.event-spec` });
  const single =
    scalar === "sql" ? { ...inner, patterns: [include("sql-in-single-quotes"), include("sql-code")] } : inner;
  const double =
    scalar === "sql"
      ? { ...inner, patterns: [include("sql-in-double-quotes"), include("escape"), include("sql-code")] }
      : inner;
  return [
    { match: `(")((?:[^"\\\\]|\\\\.)*)(")`, captures: { 1: mark("begin"), 2: double, 3: mark("end") } },
    { match: "(')((?:[^']|'')*)(')(?!')", captures: { 1: mark("begin"), 2: single, 3: mark("end") } },
    {
      begin: '"',
      end: '"',
      beginCaptures: { 0: mark("begin") },
      endCaptures: { 0: mark("end") },
      contentName: inner.name,
      patterns: [include("escape"), ...(scalar === "sql" ? [include("sql-words")] : [])],
    },
    {
      begin: "'",
      end: "'(?!')",
      beginCaptures: { 0: mark("begin") },
      endCaptures: { 0: mark("end") },
      contentName: inner.name,
      patterns: [
        include("sql-in-single-quotes"),
        { match: "''" },
        ...(scalar === "sql" ? [include("sql-words")] : []),
      ],
    },
  ];
}
