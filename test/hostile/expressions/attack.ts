/** What hostile SQL is made of: calls that reach outside, and whole texts; a dialect's own spellings of both. */
import fc from "fast-check";
import type { DialectName } from "../../../server/src/sql/types.ts";

/** A function that must not be called, with arguments that would show it was. */
export interface Call {
  readonly name: string;
  readonly arguments: string;
  /** The engine's schema that it is in. */
  readonly schema?: string;
}

/** Where things are that must not be reached. */
export interface Targets {
  /** A file whose text is the sentinel. */
  readonly file: string;
  /** A folder that must stay empty. */
  readonly out: string;
  /** Number of a session that must stay alive. */
  readonly victim?: number;
}

export interface Attacks {
  readonly dialect: DialectName;
  readonly calls: readonly Call[];
  /** Names of tables that must not be read, as SQL writes them. */
  readonly tables: readonly string[];
  /** Whole expressions. */
  readonly texts: readonly string[];
  /** Other ways of this dialect to write a call. */
  readonly spellings: readonly ((call: Call) => string)[];
  /** A quoted name. */
  readonly quote: (name: string) => string;
  /** A list of two whole numbers. */
  readonly list: string;
}

/** A call out of a name and its arguments in one text: `pg_sleep(60)`. */
export function callsOf(texts: string, schema?: string): Call[] {
  return texts
    .trim()
    .split(/\n\s*/)
    .map((text) => {
      const at = text.indexOf("(");
      return {
        name: text.slice(0, at),
        arguments: text.slice(at + 1, -1),
        ...(schema !== undefined && { schema }),
      };
    });
}

export const quoted = (name: string): string => `"${name}"`;

/** A name's letters by their numbers, as in `U&"\\0070g"`. */
export const escaped = (name: string): string =>
  [...name].map((letter) => `\\${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

/** The first argument of a call. */
export const firstOf = (its: string): string => its.split(",")[0]?.trim() || "''";

const mixed = (name: string) => [...name].map((c, i) => (i % 2 ? c : c.toUpperCase())).join("");
const plain = ({ name, arguments: its }: Call) => `${name}(${its})`;

/** Ways to write a call that every dialect has. */
function spellingsOf({ quote, spellings }: Attacks): ((call: Call) => string)[] {
  const around = [
    "(select CALL)",
    "(select max(x) from CALL t(x))",
    "(select max(t.x) from CALL as t(x))",
    "(select count(*) from CALL)",
    "(select count(*) from shop.orders o2, CALL t)",
    "(select count(*) from shop.orders o2 cross join CALL t)",
    "(select count(*) from (CALL))",
    "(select count(*) from lateral CALL)",
    "case when 1 = 1 then CALL end",
    "coalesce(null, CALL)",
    "(with w as (select CALL as v) select max(v) from w)",
    "(with w(v) as (select CALL) select max(v) from w)",
    "exists (select CALL)",
    "'--' || CALL || '/*'",
    "/* ' */ CALL /* ' */",
    "upper(CALL)",
    "(select max(v) from (values (CALL)) as w(v))",
    "(select count(*) from shop.orders where CALL is not null)",
    "(select max(o.order_id) from shop.orders o group by CALL)",
    "((((CALL))))",
    "cast(CALL as varchar(100))",
    "nullif(CALL, 'x')",
    "not (CALL is null)",
    "o.status || CALL",
    "(select x from (select 1 as x) s order by CALL limit 1)",
    "(select 1 where CALL is null union all select 2)",
    "CALL over ()",
    "1 in (select CALL)",
    "concat('a', CALL, 'b')",
    "1); select CALL; --",
    "1) from shop.orders; select (CALL",
    "1 union select CALL",
  ];
  const names: ((call: Call) => string)[] = [
    plain,
    ({ name, arguments: its }) => `${name.toUpperCase()}(${its})`,
    ({ name, arguments: its }) => `${mixed(name)} \t\n (${its})`,
    ({ name, arguments: its }) => `${name}/**/(${its})`,
    ({ name, arguments: its }) => `${name}--\n(${its})`,
    ({ name, arguments: its }) => `${quote(name)}(${its})`,
    ({ name, arguments: its, schema = "main" }) => `${schema}.${name}(${its})`,
    ({ name, arguments: its, schema = "main" }) => `${schema} /*a*/ . /*b*/ ${quote(name)} /*c*/ (${its})`,
    ({ name, arguments: its, schema = "main" }) => `${quote(schema)}.${quote(name)}(${its})`,
    ({ name, arguments: its }) => `(with ${name}(v) as (select 1) select ${name}(${its}))`,
    ({ name, arguments: its }) => `(select ${name}(${its}) from (select 1) ${name}(v))`,
  ];
  return [
    ...names,
    ...spellings,
    ...around.map((text) => (call: Call) => text.replaceAll("CALL", plain(call))),
    ...around.map(
      (text) => (call: Call) => text.replaceAll("CALL", `${quote(call.name)}/**/(${call.arguments})`),
    ),
  ];
}

const tableTexts = [
  "(select count(*) from TABLE)",
  "(select count(*) from shop.orders o2, TABLE t)",
  "(select count(*) from shop.orders o2 cross join TABLE t)",
  "(select count(*) from (TABLE cross join shop.orders))",
  "exists (select 1 from TABLE)",
  "(with w as (select * from TABLE) select count(*) from w)",
  "(select count(*) from /**/ TABLE /* a */ as t)",
  "o.order_id in (select 1 from TABLE)",
  "(select max(cast(TABLE as varchar(100))) from TABLE)",
];

/** Every hostile expression of a dialect, each once, in an order that mixes kinds. */
export function expressionsOf(attacks: Attacks): string[] {
  const spellings = spellingsOf(attacks);
  const calls = attacks.calls.flatMap((call) => spellings.map((spell) => spell(call)));
  const tables = attacks.tables.flatMap((table) => tableTexts.map((text) => text.replaceAll("TABLE", table)));
  return mixedUp([...new Set([...calls, ...tables, ...attacks.texts])]);
}

/** Pieces that move the end of a text, a comment or a name for one reader and not for another. */
const pieces = [
  ..."' \" ` '' \"\" \\ \\' E' e'\\' U&' u&\" N' $$ $a$ $1 -- # // /* */ /*!*/ /**/ ; ( ) [ ] { } , . :: : := => || + - @ ? & ~ % null as in from select union".split(
    " ",
  ),
  ..." \n \r \t \f \v \0 \u00a0 \u2003 \u200b \ufeff \u2028 \u0131 \u212a \uff08 \uff08 \ud800 😀 ".split(
    " ",
  ),
  " ",
  "\n",
  "--\n",
  "--\r",
  "-- \\\n",
  "/*/**/*/",
];

/** Hostile expressions with pieces put in by chance: what the guard lets pass may mean something else to the engine. */
export function damagedOf(attacks: Attacks, seed: number, count: number): string[] {
  const insertions = fc.array(fc.tuple(fc.nat(200), fc.constantFrom(...pieces)), {
    minLength: 1,
    maxLength: 3,
  });
  const texts = fc.tuple(fc.constantFrom(...expressionsOf(attacks)), insertions).map(([text, inserted]) =>
    inserted.reduce((now, [at, piece]) => {
      const place = at % (now.length + 1);
      return now.slice(0, place) + piece + now.slice(place);
    }, text),
  );
  return fc.sample(texts, { seed, numRuns: count });
}

/** Every item once, far from its neighbours. */
function mixedUp(items: readonly string[]): string[] {
  const step = 389;
  return items.length % step === 0
    ? [...items]
    : items.map((_, at) => items[(at * step) % items.length] ?? "");
}
