/** Random texts written as YAML scalars in every style, by simple means of their own. */
import fc from "fast-check";

const words = fc.stringMatching(/^[a-zA-Z_0-9é😀.()|&*!?%@`=<>/+-]{1,8}$/u);
const anyChar = fc.constantFrom(
  "a",
  "b",
  " ",
  "'",
  '"',
  "\\",
  "\n",
  "é",
  "😀",
  "\t",
  ":",
  "#",
  "-",
  "\u0007",
  "1",
  "(",
  "\u2028",
);

/** Lines for blocks: some empty, some indented deeper. */
const blockLine = fc.oneof(
  { weight: 1, arbitrary: fc.constant("") },
  { weight: 4, arbitrary: fc.array(words, { minLength: 1, maxLength: 4 }).map((found) => found.join(" ")) },
  { weight: 1, arbitrary: words.map((word) => `   ${word}`) },
);

/** YAML of one map, `a`, whose value is the scalar; and a key after it. */
export const writtenScalar: fc.Arbitrary<string> = fc
  .oneof(block(), singleQuoted(), doubleQuoted(), plain())
  .chain((yaml) => fc.boolean().map((crlf) => (crlf ? yaml.replaceAll("\n", "\r\n") : yaml)));

function block(): fc.Arbitrary<string> {
  return fc
    .record({
      lines: fc.array(blockLine, { minLength: 1, maxLength: 7 }),
      style: fc.constantFrom("|", ">"),
      chomp: fc.constantFrom("", "-", "+"),
      indent: fc.integer({ min: 1, max: 5 }),
      explicit: fc.boolean(),
      comment: fc.constantFrom("", " # |note"),
      blank: fc.constantFrom("", " "),
    })
    .map(({ lines, style, chomp, indent, explicit, comment, blank }) => {
      const first = lines.find((line) => line !== "");
      const needed = explicit || first?.startsWith(" ") === true;
      const header = `${style}${needed ? indent : ""}${chomp}${comment}`;
      const body = lines.map((line) => (line === "" ? blank : " ".repeat(indent) + line)).join("\n");
      return `a: ${header}\n${body}\nb: 1\n`;
    });
}

function singleQuoted(): fc.Arbitrary<string> {
  return fc
    .array(
      fc.oneof(words, fc.constant("''"), fc.constant(" "), fc.constant("  \n   "), fc.constant("\n\n ")),
      { maxLength: 9 },
    )
    .map((parts) => `a: '${parts.join("")}'\nb: 1\n`);
}

function doubleQuoted(): fc.Arbitrary<string> {
  const escapes = fc.constantFrom(
    "\\n",
    "\\t",
    '\\"',
    "\\\\",
    "\\x41",
    "\\u00e9",
    "\\U0001F600",
    "\\/",
    "\\\n  y",
    "\\ ",
  );
  return fc
    .array(
      fc.oneof(
        words.map((word) => word),
        escapes,
        fc.constant(" "),
        fc.constant(" \n  "),
        fc.constant("\n\n "),
      ),
      { maxLength: 9 },
    )
    .map((parts) => `a: "${parts.join("")}z"\nb: 1\n`);
}

function plain(): fc.Arbitrary<string> {
  const breaks = fc.constantFrom(" ", "  ", " \n  ", "\n\n\n   ", "\n \t ");
  return fc
    .array(fc.tuple(fc.stringMatching(/^[a-z_(][a-z0-9_.()'"😀]{0,6}$/u), breaks), {
      minLength: 1,
      maxLength: 6,
    })
    .map(
      (parts) =>
        `a: ${parts.map(([word, gap], index) => word + (index < parts.length - 1 ? gap : "")).join("")}\nb: 1\n`,
    );
}

/** Any text, with what is special in YAML more often than chance would have it. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(anyChar, words), { maxLength: 12 })
  .map((parts) => parts.join(""));
