/** Projects made to be slow: each of a size, in one way. What they hold is as wrong as an author can make it. */

type Files = Readonly<Record<string, string>>;

const head = "from: shop.orders\nas: o\nkey: o.id\nevents:\n";
const event = `${head}  order_placed:\n    at: o.at\n`;

/** `count` texts of a number, one after another. */
function times(count: number, text: (n: number) => string, between = ""): string {
  return Array.from({ length: count }, (_, n) => text(n)).join(between);
}

const spec = (text: string): Files => ({ "a.events.yml": text });
const project = (text: string): Files => ({
  "eventspec.yml": `eventspec: 1\nname: shop\n${text}`,
  ...spec(event),
});
const where = (sql: string): Files => spec(`${event}    where: ${JSON.stringify(sql)}\n`);
const indented = (count: number, line: (n: number) => string): string =>
  times(count, (n) => `      ${line(n)}\n`);

const keys: Readonly<Record<string, (n: number) => Files>> = {
  "unknown keys of an event": (n) => spec(event + times(n, (i) => `    unheard_of_${i}: 1\n`)),
  "unknown keys near a known one": (n) => spec(event + times(n, (i) => `    descriptio${i}: 1\n`)),
  "unknown keys of a document": (n) => spec(`${times(n, (i) => `k${i}: 1\n`)}${event}`),
  "unknown keys of a project": (n) => project(times(n, (i) => `k${i}: 1\n`)),
  "unknown keys of a list's maps": (n) =>
    spec(`${event}    tests:\n${indented(n, (i) => `- {k${i}: 1, row: 2}`)}`),
  "a key again and again": (n) => spec(event + times(n, () => "    owner: growth\n")),
  "settings of a connection": (n) =>
    project(`connections:\n  dev:\n    type: duckdb\n${times(n, (i) => `    pat${i}: x\n`)}`),
  connections: (n) => project(`connections:\n${times(n, (i) => `  c${i}: {type: duckdb}\n`)}`),
  "merge keys": (n) => spec(event + times(n, () => "    <<: {at: o.at}\n")),
};

const names: Readonly<Record<string, (n: number) => Files>> = {
  events: (n) => spec(head + times(n, (i) => `  order_placed_${i}: {at: o.at}\n`)),
  "events of one name": (n) => spec(head + times(n, () => "  order_placed: {at: o.at}\n")),
  "events of one name in documents": (n) =>
    spec(times(n, () => `${head}  order_placed: {at: o.at}\n`, "---\n")),
  "events that differ in case": (n) =>
    spec(
      head +
        times(
          n,
          (i) =>
            `  ${[..."order_placed_once"].map((c, bit) => ((i >> bit) & 1 ? c.toUpperCase() : c)).join("")}: {at: o.at}\n`,
        ),
    ),
  properties: (n) => spec(`${event}    properties:\n${indented(n, (i) => `p${i}: o.p${i}`)}`),
  "properties of one name": (n) => spec(`${event}    properties:\n${indented(n, () => "total: o.total")}`),
  "properties that name each other": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: p${i + 1} + nope_${i}.x`)}`),
  "properties of unknown types": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: {sql: o.x, type: integr${i}}`)}`),
  entities: (n) => spec(`${event}    entities:\n${indented(n, (i) => `customer_${i}: o.c${i}`)}`),
  "unknown entities among many": (n) => ({
    "eventspec.yml": `eventspec: 1\nentities:\n${times(n, (i) => `  custom_${i}: ~\n`)}`,
    ...spec(`${event}    entities:\n${indented(n, (i) => `custon_${i}: o.c${i}`)}`),
  }),
  "unknown teams among many": (n) => ({
    "eventspec.yml": `eventspec: 1\nteams:\n${times(n, (i) => `  team_${i}: ~\n`)}`,
    ...spec(head + times(n, (i) => `  order_placed_${i}: {at: o.at, owner: teem_${i}}\n`)),
  }),
  "unknown events among many": (n) =>
    spec(
      head +
        times(n, (i) => `  order_placed_${i}: {at: o.at, deprecated: {since: 2026-01-01, use: ordr_${i}}}\n`),
    ),
  "unknown goals": (n) => spec(`${event}    goals: [${times(n, (i) => `goal_${i}`, ", ")}]\n`),
  tags: (n) => spec(`${event}    tags: [${times(n, (i) => `tag_${i}`, ", ")}]\n`),
  tests: (n) => spec(`${event}    tests:\n${indented(n, (i) => `- unique: [nope_${i}]`)}`),
  joins: (n) =>
    spec(
      `from: shop.orders\nas: o\nkey: o.id\njoin:\n${times(n, (i) => `  - {from: shop.t${i}, as: j${i}, on: j${i}.id = o.id}\n`)}events:\n  order_placed: {at: o.at}\n`,
    ),
  "joins of one alias": (n) =>
    spec(
      `from: shop.orders\nas: o\nkey: o.id\njoin:\n${times(n, () => "  - {from: shop.t, as: j, on: j.id = o.id}\n")}events:\n  order_placed: {at: o.at}\n`,
    ),
  "lists in lists": (n) =>
    spec(
      `${event}    for_each:\n${indented(n, (i) => `- {item: i${i}, in: ${i === 0 ? "o" : `i${i - 1}`}.items}`)}`,
    ),
  "lookups that use each other": (n) =>
    project(
      `lookups:\n${times(n, (i) => `  l${i}:\n    parameters: [a]\n    join: [{from: shop.t, as: t, on: t.id = param.a}]\n    lookups: {l${i + 1}: {a: t.id}}\n    properties: {x: t.x}\n`)}`,
    ),
  variants: (n) =>
    spec(
      `${event}    variants:\n      by: o.status\n      names:\n${times(n, (i) => `        s${i}: order_v${i}\n`)}`,
    ),
  streams: (n) => project(`streams:\n${times(n, (i) => `  s${i}: {layout: narrow, events: [nope_${i}]}\n`)}`),
  "events of a stream": (n) =>
    project(`streams:\n  s: {layout: narrow, events: [${times(n, (i) => `nope_${i}`, ", ")}]}\n`),
  overrides: (n) =>
    project(
      `rules:\n  overrides:\n${times(n, (i) => `    - {files: '**/x${i}/**', event-without-goal: error}\n`)}`,
    ),
  "unknown rules": (n) => project(`rules:\n${times(n, (i) => `  event-without-goa${i}: error\n`)}`),
  "a rule again and again in comments": (n) =>
    spec(event + times(n, () => "    # eventspec-ignore event-without-goal: why\n")),
  "suppressed keys": (n) =>
    spec(event + times(n, (i) => `    # eventspec-ignore unknown-key: why\n    k${i}: 1\n`)),
  "example rows": (n) =>
    spec(
      `${event}    examples:\n      - given:\n          shop.orders:\n${times(n, (i) => `            - {id: ${i}, c${i}: 1}\n`)}`,
    ),
};

const yaml: Readonly<Record<string, (n: number) => Files>> = {
  "a map that is never closed": (n) =>
    spec(`${event}    properties: {${times(n, (i) => `p${i}: 1`, ", ")}\n`),
  "lines of a map that is never closed": (n) =>
    spec(`${event}    properties: {\n${indented(n, (i) => `p${i}: 1,`)}`),
  "a list that is never closed": (n) => spec(`${event}    tags: [${times(n, (i) => `t${i}`, ", ")}\n`),
  "maps that are never closed, line by line": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: {sql: o.x`)}`),
  "lists that are never closed, line by line": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: [a, b`)}`),
  "broken maps, line by line": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: {sql: o.x, : , type}: {`)}`),
  "brackets that close nothing": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: o.x}] }`)}`),
  "quotes that are never closed": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: "o.x`)}`),
  "apostrophes that are never closed": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: 'o.x`)}`),
  "one long quote that is never closed": (n) =>
    spec(`${event}    description: "${times(n, () => "words \\u0041 ")}\n`),
  "colons in a line": (n) => spec(`${event}    description: ${times(n, () => "a: ")}\n`),
  "dashes in a line": (n) => spec(`${event}    tests: ${times(n, () => "- ")}\n`),
  "dashes below a key, in what is broken": (n) =>
    spec(`${event}    tags:\n${times(n, () => "    - a\n")}    x: {\n`),
  "blank lines and dashes, in what is broken": (n) =>
    spec(`${event}    x: {\n    tags:\n${"\n".repeat(n)}${times(n, () => "    - a\n")}`),
  "holes in a list": (n) => spec(`${event}    tags: [${",".repeat(n)}]\n`),
  "blanks in a comment": (n) => spec(`${event}    # eventspec-ignore${" ".repeat(n)}x\n`),
  "blanks behind a key": (n) => spec(`${event}    owner:${" ".repeat(n)}x\n    y: {\n`),
  "blanks behind a value": (n) => spec(`${event}    owner: "x"${" \t".repeat(n)}y\n`),
  "question marks": (n) => spec(`${event}${times(n, (i) => `    ? k${i}\n`)}`),
  anchors: (n) => spec(`${event}    properties:\n${indented(n, (i) => `p${i}: &a${i} o.x`)}`),
  aliases: (n) => spec(`${event}    properties:\n      p: &a o.x\n${indented(n, (i) => `p${i}: *a`)}`),
  "aliases of maps": (n) =>
    spec(
      `${event}    properties:\n      p: &a {sql: o.x, description: d}\n${indented(n, (i) => `p${i}: *a`)}`,
    ),
  "aliases of nothing": (n) => spec(`${event}    properties:\n${indented(n, (i) => `p${i}: *b${i}`)}`),
  "aliases of aliases": (n) =>
    spec(
      `${times(Math.min(n, 64), (i) => `a${i}: &a${i} [${times(9, () => (i === 0 ? "x" : `*a${i - 1}`), ", ")}]\n`)}${event}`,
    ),
  tags: (n) => spec(`${event}    properties:\n${indented(n, (i) => `p${i}: !t${i} o.x`)}`),
  documents: (n) => spec(event + times(n, () => "---\n")),
  "ends of documents": (n) => spec(event + times(n, () => "...\n")),
  directives: (n) => spec(times(n, () => "%YAML 1.2\n") + event),
  comments: (n) => spec(times(n, (i) => `# comment ${i}\n`) + event),
  "blank lines": (n) => spec(event + "\n".repeat(n)),
  "carriage returns": (n) => spec(event + "\r".repeat(n)),
  tabs: (n) => spec(`${event}    description: a${"\t".repeat(n)}b\n\t\t\n`),
  "tabs before lines": (n) => spec(event + times(n, (i) => `\tk${i}: 1\n`)),
  "lines further in": (n) => spec(event + times(n, (i) => `${" ".repeat(5 + (i % 100))}k${i}: 1\n`)),
  "lines further out": (n) =>
    spec(`${event}    properties:\n${times(n, (i) => `${" ".repeat(100 - (i % 100))}k${i}: 1\n`)}`),
  "words without a colon": (n) => spec(event + times(n, (i) => `    word${i}\n`)),
  "keys without a space": (n) => spec(event + times(n, (i) => `    k${i}:1\n`)),
  "block texts": (n) => spec(`${event}    properties:\n${indented(n, (i) => `p${i}: |\n        o.x`)}`),
  "block texts whose head is wrong": (n) =>
    spec(`${event}    properties:\n${indented(n, (i) => `p${i}: |x\n        o.x`)}`),
  "a block text that the file's end cuts": (n) =>
    spec(`${event}    description: |\n${times(n, () => "      words\n")}`),
  "a plain text over lines": (n) => spec(`${event}    description: a\n${times(n, () => "      words\n")}`),
  emoji: (n) => spec(`${event}    description: ${"🦑".repeat(n)}\n`),
  "zero bytes": (n) => spec(`${event}    description: a${"\0".repeat(n)}b\n`),
  "control characters": (n) => spec(`${event}    description: "${"\u0007\u001b".repeat(n)}"\n`),
  escapes: (n) => spec(`${event}    description: "${"\\x07\\u202e".repeat(n)}"\n`),
  "maps in maps": (n) => spec(`${event}    properties: ${"{a: ".repeat(n)}1${"}".repeat(n)}\n`),
  "lists in lists": (n) => spec(`${event}    tags: ${"[".repeat(n)}${"]".repeat(n)}\n`),
  "lists in lists that are never closed": (n) => spec(`${event}    tags: ${"[".repeat(n)}\n`),
  "one long word": (n) => spec(`${event}    owner: ${"growth".repeat(n)}\n`),
  "one long key": (n) => spec(`${event}    ${"owner".repeat(n)}: growth\n`),
};

const sql: Readonly<Record<string, (n: number) => Files>> = {
  or: (n) => where(times(n, (i) => `o.a = ${i}`, " or ")),
  and: (n) => where(times(n, (i) => `o.a = ${i}`, " and ")),
  "or, and, or, and": (n) => where(times(n, (i) => `o.a = ${i} or o.b = ${i}`, " and ")),
  plus: (n) => where(times(n, (i) => `o.a${i}`, " + ")),
  concat: (n) => where(times(n, () => "'a'", " || ")),
  not: (n) => where(`${"not ".repeat(n)}o.a`),
  minus: (n) => where(`${"- ".repeat(n)}o.a`),
  "without spaces": (n) => where(`${"-".repeat(n)}o.a`),
  parentheses: (n) => where(`${"(".repeat(n)}o.a${")".repeat(n)}`),
  "parentheses that are never closed": (n) => where(`${"(".repeat(n)}o.a`),
  "parentheses that open nothing": (n) => where(`o.a${")".repeat(n)}`),
  "functions in functions": (n) => where(`${"lower(".repeat(n)}o.a${")".repeat(n)}`),
  functions: (n) => where(times(n, (i) => `f${i}(o.a)`, " + ")),
  "arguments of a function": (n) => where(`coalesce(${times(n, (i) => `o.a${i}`, ", ")})`),
  "case in case": (n) => where(`${"case when o.a then ".repeat(n)}1${" end".repeat(n)}`),
  "branches of a case": (n) => where(`case ${times(n, (i) => `when o.a = ${i} then ${i} `)}end`),
  "values of in": (n) => where(`o.a in (${times(n, (i) => String(i), ", ")})`),
  casts: (n) => where(`o.a${"::text".repeat(n)}`),
  indexes: (n) => where(`o.a${"[1]".repeat(n)}`),
  dots: (n) => where(`o${".a".repeat(n)}`),
  quotes: (n) => where(`'${"''".repeat(n)}'`),
  "a quote that is never closed": (n) => where(`'${"a ".repeat(n)}`),
  "quotes, odd": (n) => where(`o.a = ${"' ".repeat(2 * n + 1)}`),
  "dollar quotes": (n) => where(times(n, (i) => `$q${i}$ x `)),
  "comments in comments": (n) => where(`o.a ${"/* ".repeat(n)}`),
  "comments of a line": (n) => where(`o.a ${"-- a\n".repeat(n)}`),
  semicolons: (n) => where(`o.a ${";".repeat(n)}`),
  operators: (n) => where(`o.a ${"<> = ".repeat(n)}`),
  "subqueries in subqueries": (n) => where(`o.a in ${"(select 1 from ".repeat(n)}x${")".repeat(n)}`),
  subqueries: (n) => where(times(n, () => "exists (select 1 from shop.orders)", " and ")),
  between: (n) => where(times(n, (i) => `o.a between ${i} and ${i + 1}`, " and ")),
  like: (n) => where(`o.a like '${"%a".repeat(n)}'`),
  numbers: (n) => where(`o.a = ${"9".repeat(n)}`),
  "windows of functions": (n) => where(times(n, () => "sum(o.a) over (partition by o.b)", " + ")),
  "set operations": (n) =>
    spec(
      `from:\n  sql: ${JSON.stringify(times(n, () => "select 1 as id, 2 as at", " union all "))}\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n`,
    ),
  "joins of a query": (n) =>
    spec(
      `from:\n  sql: ${JSON.stringify(`select 1 as id from t0 ${times(n, (i) => `join t${i + 1} on 1 = 1`, " ")}`)}\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n`,
    ),
  "columns of a query": (n) =>
    spec(
      `from:\n  sql: ${JSON.stringify(`select ${times(n, (i) => `a${i}`, ", ")} from t`)}\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n`,
    ),
  "with in a query": (n) =>
    spec(
      `from:\n  sql: ${JSON.stringify(`with ${times(n, (i) => `c${i} as (select 1)`, ", ")} select 1 as id`)}\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n`,
    ),
  jinja: (n) =>
    spec(`from: "{{ ${"ref(".repeat(n)} }}"\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n`),
  "a table's name": (n) =>
    spec(`from: shop${".orders".repeat(n)}\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n`),
};

/** What engines and other tools are known to say, which the project's files say here. */
const catalogs: Readonly<Record<string, (n: number) => Files>> = {
  "columns that are named": (n) => ({
    "eventspec.catalog.json": catalog(["shop.orders"], n),
    ...spec(`${event}    properties:\n${indented(n, (i) => `p${i}: o.c${i}`)}`),
  }),
  "columns that are misspelt": (n) => ({
    "eventspec.catalog.json": catalog(["shop.orders"], n),
    ...spec(`${event}    properties:\n${indented(n, (i) => `p${i}: o.k${i}`)}`),
  }),
  "tables that are misspelt": (n) => ({
    "eventspec.catalog.json": catalog(
      Array.from({ length: n }, (_, i) => `shop.t${i}`),
      1,
    ),
    ...spec(times(n, (i) => `from: shop.k${i}\nkey: id\nevents:\n  order_${i}: {at: at}\n`, "---\n")),
  }),
};

function catalog(tables: readonly string[], columns: number): string {
  const all = Array.from({ length: columns }, (_, i) => ({ name: `c${i}`, type: "integer" }));
  return JSON.stringify({ version: 1, tables: tables.map((name) => ({ name, columns: all })) });
}

const patterns: Readonly<Record<string, (n: number) => Files>> = {
  "stars of a path": (n) =>
    project(`rules: {overrides: [{files: '${"**/".repeat(n)}x', event-without-goal: error}]}\n`),
  "stars of an event's name": (n) =>
    project(`streams: {s: {layout: narrow, events: {name: ['${"*a".repeat(n)}']}}}\n`),
  "a regular expression": (n) =>
    project(`rules: {event-name-style: {severity: error, pattern: '^(${"a?".repeat(n)})*$'}}\n`),
};

export interface LargeProject {
  readonly title: string;
  /** The files of one of a size. */
  readonly files: (n: number) => Files;
}

/** What is tried, by what it is made of. */
export const largeProjects: readonly LargeProject[] = Object.entries({
  keys,
  names,
  YAML: yaml,
  SQL: sql,
  catalogs,
  patterns,
}).flatMap(([kind, group]) =>
  Object.entries(group).map(([title, files]) => ({ title: `${kind}: ${title}`, files })),
);
