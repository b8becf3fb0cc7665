/** Specs to break, and what authors may type into them. */
import fc from "fast-check";
import { shopSpec } from "../support/specs.ts";

/** Lists at the column of their key, and texts of several lines. */
const flushSpec = `# Support
from: support.tickets
as: t
key: t.id
goals:
- retention
- quality
- speed
join:
- from: support.agents
  as: a
  on: a.id = t.agent_id

events:
  ticket_opened:
    description: First
    tests:
    - not_null: [a]
    - unique: [b]
    - rows: {name: n, where: "x < 0"}
    - volume: {per: day, min: 1}
    at: t.opened_at
    goals:
    - speed
    - quality

  ticket_answered:
    at: >-
      coalesce(t.first_answer,
        t.answered_at)
    description: |
      An agent wrote back.

      - by mail
      - by chat

  ticket_solved:
    at: t.solved_at
    properties:
      reason:
        sql: |-
          case
            when t.reopened then 'again'
          end
        description: "It's a
          text"
      rating: 'a: b'

  # the last one
  ticket_closed:
    description: Fourth
    at: t.closed_at
    where: t.status = 1
`;

export const specs = {
  shop: shopSpec,
  flush: flushSpec,
  "four spaces": flushSpec.replaceAll(/^ +/gm, (spaces) => spaces + spaces).replaceAll(/^( *)- /gm, "$1-   "),
  "Windows lines": shopSpec.replaceAll("\n", "\r\n"),
};

/** What YAML has a meaning for, and what it has none for. */
const pieces = fc.oneof(
  fc.constantFrom(..."{}[]:-?'\"#&*!|>%@,`~ \t\nax1\\😀"),
  fc.constantFrom(
    ...[": ", "- ", " #", "{{", "  ", "\n  ", "\n    ", "x: y", "key", "descr", "''", "at", "\n", "a: b: c"],
    ...[
      "@x",
      "|-",
      "*a ",
      "&b ",
      "!t ",
      "\r\n",
      "\r",
      "\n\t",
      "\n- ",
      "\n  - ",
      "\n    - ",
      "\nx:",
      "\n  x:",
    ],
    ...[
      "\n      x:",
      "? ",
      "- ? ",
      "- : ",
      ": :",
      "%YAML 1.2",
      "---",
      "--- ",
      "...",
      "<<: ",
      "\u00a0",
      "\uFEFF",
    ],
    ...["|-\n", ">\n", "events:", "at: "],
  ),
);
export const garbage = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));

/** Lines on their way to something. */
const halfTyped = fc.constantFrom(
  ...[
    "-",
    "- ",
    "- a",
    "- a:",
    "- a: b",
    "a",
    "a b",
    "a:",
    "a: ",
    "a: b",
    "a: '",
    'a: "',
    "a: [",
    "a: {",
    "a: [b",
  ],
  ...[
    "a: {b: c",
    "a: |",
    "a: >-",
    "a: |2",
    "a: - b",
    "a: b: c",
    "?",
    "? ",
    "? a",
    "? - a",
    "? [a",
    ": ",
    ": a",
    "%x",
  ],
  ...[
    "---x",
    "-- ",
    "&a",
    "a: &a",
    "a: &",
    "*a",
    "a: *a",
    "a: *",
    "!t",
    "a: !t",
    "@",
    "a: @",
    "`",
    "- : ",
    "- - ",
  ],
  ...[
    "- - a",
    "- ? ",
    "- [",
    "- {",
    "- '",
    '- "',
    "- |",
    "[",
    "{",
    "]",
    "}",
    "'",
    '"',
    "|",
    ">",
    "'a",
    "'a'",
    "{a: b",
  ],
  ...[
    "[a, b",
    "- a: [",
    "<<: *a",
    "<<:",
    ". . .",
    "#",
    "-a",
    "a:b",
    "at: x",
    "at:",
    "- at: x",
    "events:",
    "a: 'b' c",
  ],
  ...["a: [b] c", "a: b #", "\ta", "a:\tb", "- \ta: b", "%YAML 1.2", "? a: b", " --- |", "a: ]", "a: ,", ","],
);
/** One to three of them, indented somehow. */
export const halfLines = fc
  .array(fc.tuple(fc.nat(9), halfTyped), { minLength: 1, maxLength: 3 })
  .map((lines) => lines.map(([indent, line]) => `${" ".repeat(indent)}${line}\n`).join(""));
