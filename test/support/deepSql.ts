/** SQL that is nested far deeper than anything can read: of each kind one, 4,000 levels deep, or 30,000 operators long. */
const deep = 4000;
const long = 30_000;

const around = (before: string, inner: string, after: string) =>
  before.repeat(deep) + inner + after.repeat(deep);

export const deepExpressions: Readonly<Record<string, string>> = {
  calls: around("f(", "o.x", ")"),
  "calls of two": around("f(o.y, ", "o.x", ")"),
  brackets: around("(", "o.x", ")"),
  lists: around("[", "o.x", "]"),
  records: around("{'a': ", "o.x", "}"),
  "case in then": around("case when o.a then ", "o.x", " end"),
  "case in else": around("case when o.a then 1 else ", "o.x", " end"),
  "case of case": around("case ", "o.x", " when 1 then 2 end"),
  "sub-queries": around("(select ", "o.x", ")"),
  "derived tables": around("(select 1 from ", "t", ")"),
  exists: around("exists (select 1 where ", "true", ")"),
  "in lists": around("o.a in (", "1", ")"),
  casts: around("cast(", "o.x", " as int)"),
  lambdas: around("f(x -> ", "1", ")"),
  windows: around("sum(1) over (order by ", "1", ")"),
  filters: around("sum(1) filter (where ", "true", ")"),
  extract: around("extract(day from ", "o.x", ")"),
  minus: `${"- ".repeat(deep)}o.x`,
  not: `${"not ".repeat(deep)}o.x`,
  tilde: `${"~ ".repeat(deep)}o.x`,
  interval: `${"interval ".repeat(deep)}(1)`,
  "between on the left": around("o.a between ", "o.x", " and 1"),
  "between on the right": `${"o.a between 1 and ".repeat(deep)}o.x`,
  or: Array(long).fill("o.a = 1").join(" or "),
  and: Array(long).fill("o.a").join(" AND "),
  concatenation: Array(long).fill("o.a").join(" || "),
  sum: Array(long).fill("o.a").join("+"),
  "casts behind": `o.x${"::int".repeat(deep)}`,
  subscripts: `o.x${"[1]".repeat(deep)}`,
  fields: `o${".x".repeat(deep)}`,
  arrows: `o.x${"->'a'".repeat(deep)}`,
  zones: `o.x${" at time zone 'UTC'".repeat(deep)}`,
  like: `${"o.a like ".repeat(deep)}'x'`,
  "brackets that are never closed": "(".repeat(deep),
  "calls that are never closed": "f(".repeat(deep),
  "case that never ends": "case when o.a = ".repeat(deep),
};

/** Long, but no deeper than SQL that people write. */
export const flatExpressions: Readonly<Record<string, string>> = {
  "a list of values": `o.a in (${Array(5000).fill("1").join(", ")})`,
  "a case of many": `case ${"when o.a = 1 or o.b = 2 then 3 ".repeat(2000)}end`,
  arguments: `concat(${Array(2000).fill("o.a || o.b").join(", ")})`,
  "five hundred columns": Array(500).fill("o.a").join(" || ',' || "),
  "conditions in brackets": Array(900).fill("(o.a = 1 and o.b = 2)").join(" or "),
  "forty levels": `${"coalesce(case when (".repeat(13)}o.a${") then 1 end)".repeat(13)}`,
};
