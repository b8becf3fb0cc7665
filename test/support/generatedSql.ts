/** Queries as people write them, and such with a word too many or too few. */
import fc from "fast-check";

const spaced = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.filter((text) => text !== "").join(" "));
const optional = (text: fc.Arbitrary<string>) => fc.option(text, { nil: "", freq: 2 });
const listed = (one: fc.Arbitrary<string>, maxLength = 3) =>
  fc.array(one, { minLength: 1, maxLength }).map((texts) => texts.join(", "));
const words = (text: string) => fc.constantFrom(...text.split(" "));

const name = words("a b id status total created_at Amount date version x");
const tableName = words("t orders Users s.items main.shop.notes c");
const column = fc.oneof(
  name,
  fc.tuple(words("t o orders c x"), name).map((parts) => parts.join(".")),
);
const literal = fc.constantFrom("1", "2.5", "'x'", "'it''s'", "null", "true", "date '2026-01-01'");

const { query } = fc.letrec<{ expression: string; query: string; relation: string }>((tie) => {
  const value = fc.oneof({ weight: 3, arbitrary: column }, literal);
  const expression = fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: value },
    spaced(value, words("+ - * = <> < >= || and or like"), tie("expression")),
    spaced(value, words("is"), optional(words("not")), words("null")),
    spaced(value, optional(words("not")), words("between"), value, words("and"), value),
    value.map((text) => `(not ${text})`),
    tie("expression").map((text) => `(${text})`),
    fc
      .tuple(words("coalesce concat f main.f"), listed(tie("expression")))
      .map(([f, list]) => `${f}(${list})`),
    fc.tuple(words("f sum count MAX"), tie("expression")).map(([f, of]) => `${f}(${of})`),
    fc.constantFrom("count(*)", "current_date", "count(distinct o.id)", "cast(a as varchar(10))", "now()"),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([when, then, other]) => `case when ${when} then ${then} else ${other} end`),
    fc
      .tuple(name, column)
      .map(([by, order]) => `row_number() over (partition by ${by} order by ${order} desc)`),
    tie("query").map((text) => `(${text})`),
    tie("query").map((text) => `exists (${text})`),
    fc
      .tuple(value, optional(words("not")), tie("query"))
      .map(([of, not, text]) => `${of} ${not} in (${text})`),
    fc.tuple(value, listed(literal)).map(([of, list]) => `${of} in (${list})`),
  );
  const item = fc.oneof(
    { weight: 6, arbitrary: spaced(tie("expression"), fc.constantFrom("", "as n", "m", "as total")) },
    fc.constantFrom("*", "t.*", "o.*"),
  );
  const relation = fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: spaced(tableName, fc.constantFrom("", "o", "as o", "as c")) },
    spaced(
      tie("query").map((text) => `(${text})`),
      fc.constantFrom("o", "as c"),
    ),
    spaced(
      tie("relation"),
      fc.constantFrom("join", "inner join", "left join", "left outer join", "full join"),
      tie("relation"),
      fc.oneof(
        tie("expression").map((text) => `on ${text}`),
        listed(name, 2).map((list) => `using (${list})`),
      ),
    ),
    spaced(tie("relation"), fc.constant("cross join"), tableName),
  );
  const select = spaced(
    fc.constantFrom("select", "select distinct", "SELECT"),
    listed(item),
    spaced(
      fc.constant("from"),
      listed(tie("relation"), 2),
      optional(tie("expression").map((text) => `where ${text}`)),
      optional(
        spaced(
          listed(column).map((text) => `group by ${text}`),
          optional(tie("expression").map((text) => `having ${text}`)),
        ),
      ),
    ),
  );
  const tail = spaced(
    optional(
      listed(spaced(column, fc.constantFrom("", "asc", "desc", "desc nulls last"))).map(
        (text) => `order by ${text}`,
      ),
    ),
    fc.constantFrom("", "", "limit 10", "limit 10 offset 5"),
  );
  const body = fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 5, arbitrary: select },
    spaced(select, fc.constantFrom("union all", "union", "union distinct", "except", "intersect"), select),
    fc
      .tuple(words("c recent"), tie("query"), select)
      .map(([n, text, main]) => `with ${n} as (${text}) ${main}`),
  );
  return { expression, relation, query: spaced(body, tail) };
});

/** Queries that every dialect's grammar has. */
export const queries: fc.Arbitrary<string> = query;

const strays = words(
  "select from where group by having order limit union all join left on using as with and or not in is ( ) , . * ; = - 'x' 1 a " +
    "into insert delete over final sample values exists case end nulls top qualify lateral offset collate interval distinct",
);

/** The same with a token left out, doubled, or put in. */
export const damagedQueries: fc.Arbitrary<string> = fc
  .tuple(queries, fc.nat(), fc.constantFrom("drop", "twice", "insert", "replace"), strays)
  .map(([text, place, how, stray]) => {
    const tokens = text.match(/'[^']*'|[\w]+|\S/g) ?? [];
    const at = place % tokens.length;
    if (how === "drop") tokens.splice(at, 1);
    if (how === "twice") tokens.splice(at, 0, tokens[at] ?? "");
    if (how === "insert") tokens.splice(at, 0, stray);
    if (how === "replace") tokens.splice(at, 1, stray);
    return tokens.join(" ");
  });
