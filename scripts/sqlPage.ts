/** The parts of docs/sql.md that are made of what is so: how engines read clocks, generated SQL of the example, and how it is linted. */
import { expertSpecNames, generated, openShop } from "../bench/expert/specs.ts";
import { dialectOf } from "../server/src/sql/dialects/index.ts";
import { type DialectName, dialectNames } from "../server/src/sql/types.ts";
import { expectedEvents, goldenCases } from "../test/support/golden.ts";
import { excludedRules, sqlfluffSettings, unparsed } from "../test/support/sqlfluffRules.ts";

/** In: the page. Out: the page with its parts made anew; each stands between `<!-- made: NAME -->` and `<!-- /made -->`. */
export async function sqlPage(page: string): Promise<string> {
  const parts: Readonly<Record<string, string>> = {
    clocks: clocks(),
    examples: await examples(),
    linted: linted(),
  };
  return page.replace(
    /(<!-- made: (\w+) -->\n)[\s\S]*?(<!-- \/made -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}\n${parts[name]}\n\n${end}`,
  );
}

/** What executed the golden case of the hours in which clocks change; the others' rules can't be seen here. */
const executedBy: Readonly<Partial<Record<DialectName, string>>> = {
  duckdb: "executed",
  postgres: "executed",
  trino: "executed",
  clickhouse: "executed, by chDB",
  databricks: "executed, by Spark",
};

/** Readings that no clock shows, and that one shows twice: the column's head, and where the golden case has it. */
const readings = [
  { head: "Brussels, 29 March 2026, 02:30: skipped", event: "seen_in_brussels", key: "2" },
  { head: "25 October, 02:30: twice", event: "seen_in_brussels", key: "5" },
  { head: "New York, 8 March, 02:30: skipped", event: "seen_in_new_york", key: "2" },
  { head: "1 November, 01:30: twice", event: "seen_in_new_york", key: "5" },
] as const;

/** The first of the two moments with one reading. */
const earlier: ReadonlySet<string> = new Set(["2026-10-25T00:30:00Z", "2026-11-01T05:30:00Z"]);

/** By the rule that GoogleSQL's time library has: the offset that was in force before the change. Not executed. */
const byRule: Readonly<Partial<Record<DialectName, readonly string[]>>> = {
  bigquery: ["2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2026-03-08T07:30:00Z", "2026-11-01T05:30:00Z"],
};

function clocks(): string {
  const rows = dialectNames.map((dialect) => {
    const conversion = dialectOf(dialect).toInstant("x", { kind: "timestamp" }, "Europe/Brussels", true);
    const moments = executedBy[dialect] ? momentsOn(dialect) : byRule[dialect];
    const cells = readings.map(({ head }, at) => reading(head, moments?.[at]));
    const source =
      executedBy[dialect] ??
      (moments ? "nobody: by the rule of GoogleSQL's time library" : "nobody: it can't be run here");
    return [dialect, code(conversion), ...cells, source];
  });
  return table(["engine", "`x` in Brussels", ...readings.map(({ head }) => head), "known from"], rows);
}

function reading(head: string, moment: string | undefined): string {
  if (moment === undefined) return "not known";
  const time = `${moment.slice(11, 16)} UTC`;
  return head.endsWith("twice") ? `${time}, the ${earlier.has(moment) ? "earlier" : "later"}` : time;
}

/** How the golden case says that an engine takes each reading. */
function momentsOn(dialect: DialectName): string[] {
  const golden = goldenCases().find(({ name }) => name === "clock_changes");
  if (!golden) throw new Error("There is no golden case of changing clocks.");
  const { narrow = [] } = expectedEvents(golden, dialect) as Readonly<
    Record<string, readonly { event: string; source_key: string; occurred_at: string }[]>
  >;
  return readings.map(
    ({ event, key }) =>
      narrow.find((one) => one.event === event && one.source_key === key)?.occurred_at ?? "",
  );
}

const titles: Readonly<Partial<Record<(typeof expertSpecNames)[number], string>>> = {
  order_cancelled: "One event, `order_cancelled`: a join, a zone, and a sentinel that stands for no time.",
  order_steps_numbered: "A stream of four events of one table, numbered for each customer and event.",
  ticket_reopened: "A change of status, `ticket_reopened`: from `solved` or `closed` to `open`.",
};

async function examples(): Promise<string> {
  const { project, connection } = await openShop();
  await connection.close();
  return expertSpecNames
    .flatMap((spec) => {
      const title = titles[spec];
      return title ? [`${title}\n\n\`\`\`sql\n${generated(project, spec, "duckdb").sql.trim()}\n\`\`\``] : [];
    })
    .join("\n\n");
}

function linted(): string {
  const settings = Object.values(sqlfluffSettings).flatMap((section) => Object.entries(section));
  return [
    `Settings: ${settings.map(([name, value]) => code(`${name} = ${value}`)).join(", ")}.`,
    table(
      ["rule that does not hold", "where", "why"],
      excludedRules.map(({ rule, name, where, why }) => [`${rule} ${code(name)}`, whereText(where), why]),
    ),
    table(
      ["what sqlfluff can't parse", "dialect", "accepted by"],
      unparsed.map(({ construct, dialect, evidence }) => [code(construct), dialect, evidence]),
    ),
  ].join("\n\n");
}

function whereText(where: (typeof excludedRules)[number]["where"]): string {
  const parts = [...(where?.dialects ?? []), ...(where?.cases ?? []).map(code)];
  return parts.length === 0 ? "everywhere" : parts.join(", ");
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
