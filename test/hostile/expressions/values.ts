/** Values and names that are texts in SQL, and would end them if one was written as it is. */
import { bindProject } from "../../../server/src/binding/bindProject.ts";
import { expressionTypes } from "../../../server/src/binding/expressionTypes.ts";
import { compile } from "../../../server/src/sql/compile.ts";
import type { Attempt } from "../../support/hostile.ts";
import { projectOf } from "../../support/memoryProject.ts";
import type { Arena } from "./arena.ts";
import type { Attacks } from "./attack.ts";

const ends = [
  "'",
  "''",
  "\\'",
  "\\\\'",
  '"',
  '\\"',
  "`",
  "$$",
  "$a$",
  "*/",
  "\n",
  "\r\n",
  "\\",
  "'''",
  '"""',
  "\u2019",
  "{{",
  "%s",
  "?",
  ":a",
];

/** Texts that go on with a call once they have ended too early. */
export function hostileValues({ calls }: Attacks): string[] {
  const [call] = calls;
  const written = call ? `${call.name}(${call.arguments})` : "";
  return ends.flatMap((end) => [
    `a${end}b`,
    end,
    `a${end} || ${written} || ${end}b`,
    `a${end}) as x, (${written} -- `,
    `a${end}; select ${written} -- `,
  ]);
}

/** As a constant, a sentinel, a value that changes, and part of names: the constant has to come back as it is. */
export async function valueAttack(
  arena: Arena,
  value: string,
): Promise<Pick<Attempt, "ended" | "gotThrough">> {
  const text = JSON.stringify(value);
  const { connection, attacks } = arena;
  const project = await projectOf({
    "eventspec.yml": `eventspec: 1\nrules: {extends: minimal}\nconnections: {dev: {type: ${attacks.dialect}}}\n`,
    "shop.events.yml": `from: shop.orders
as: o
key: o.order_id
null_values: [${JSON.stringify(`${value}!`)}]
properties: {constant: {value: ${text}}, status: o.status}
events:
  order_placed: {at: o.ordered_at}
  order_changed: {at: o.ordered_at, changes: {value: o.status, per: [o.customer_id], from: [${text}, paid], to: sent}}
  order_varied: {at: o.ordered_at, variants: {by: o.status, names: {${text}: order_odd, paid: order_paid}, otherwise: skip}}
`,
  });
  const signal = AbortSignal.timeout(60_000);
  const types = expressionTypes(await bindProject(project, connection, signal));
  const { relations, findings } = compile(project, { dialect: attacks.dialect, layout: "per_event", types });
  const told: string[] = [];
  for (const { sql, columns } of relations) {
    const at = columns.findIndex(({ name }) => name === "constant");
    const answer = await connection.run(sql, { limit: 20, timeoutMs: 10_000 }, signal).catch(String);
    if (typeof answer === "string") told.push(answer);
    else if (!answer.rows.every((row) => row[at] === value))
      return { ended: "", gotThrough: `It came back as ${JSON.stringify(answer.rows[0]?.[at])}.` };
  }
  const secret = arena.secrets.find((one) => told.some((answer) => answer.includes(one)));
  const done = secret === undefined ? await arena.damage() : `It told a secret (${secret}).`;
  if (done !== undefined) return { ended: "", gotThrough: done };
  if (told.length > 0) return { ended: "", gotThrough: `What was written is no SQL: ${told[0]}` };
  if (relations.length === 0) return { ended: `refused: ${findings[0]?.rule}` };
  return { ended: "came back as it was" };
}
