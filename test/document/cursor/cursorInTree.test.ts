import assert from "node:assert/strict";
import fc from "fast-check";
import { dump } from "js-yaml";
import { type CursorPlace, cursorPlaceAt } from "../../../server/src/document/cursor/cursorPlace.ts";
import { newContext } from "../../../server/src/document/readContext.ts";
import { readDocument } from "../../../server/src/document/readDocument.ts";
import { readPlain } from "../../../server/src/document/readPlain.ts";
import { readStrict } from "../../../server/src/document/readStrict.ts";
import { scalarOffset } from "../../../server/src/document/scalarMap.ts";
import type {
  Span,
  TextDocument,
  YamlDocument,
  YamlNode,
  YamlScalar,
} from "../../../server/src/document/types.ts";
import { exampleTexts } from "../../support/exampleTexts.ts";
import { fullProject, fullSpec } from "../../support/fullFiles.ts";
import { writtenScalar } from "../../support/yamlScalars.ts";
import { specs } from "../halfTyped.ts";

/** A scalar of a tree, with its place. */
interface Word {
  readonly scalar: YamlScalar;
  readonly role: "key" | "value";
  readonly path: readonly (string | number)[];
  /** Of a key, those beside it. */
  readonly siblings: readonly string[];
}

function wordsOf(documents: readonly YamlDocument[]): Word[] {
  return documents.flatMap(({ root }) => (root ? wordsIn(root, []) : []));
}

function wordsIn(node: YamlNode, path: Word["path"]): Word[] {
  if (node.kind === "scalar") {
    // A text alone in a document is the first key of its map.
    return [{ scalar: node, role: path.length === 0 ? "key" : "value", path, siblings: [] }];
  }
  if (node.kind === "list")
    return node.items.flatMap((item, index) => (item ? wordsIn(item, [...path, index]) : []));
  return node.pairs.flatMap((pair) => {
    const others = node.pairs.filter((each) => each !== pair).map(({ key }) => key.text);
    const key: Word = { scalar: pair.key, role: "key", path, siblings: others };
    return [key, ...(pair.value ? wordsIn(pair.value, [...path, pair.key.text]) : [])];
  });
}

/** The tree of a text; `undefined` when it isn't valid. */
function treeOf(text: string): YamlDocument[] | undefined {
  const context = newContext("a.yml", text);
  try {
    const documents = readPlain(context) ?? readStrict(context, text, 0);
    return context.findings.length === 0 ? documents : undefined;
  } catch {
    return undefined;
  }
}

function samePath(one: Word["path"], other: Word["path"]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const typedWord = "zqz";

/**
 * Where the tree has what is typed at an offset: a word, or else a key with its colon. `undefined` where neither can
 * stand, as behind a closed quote.
 */
function wordTyped(text: string, offset: number, lead: string): Word | undefined {
  for (const word of [`${lead}${typedWord}`, `${lead}${typedWord}: 0`]) {
    const tree = treeOf(text.slice(0, offset) + word + text.slice(offset));
    const found = tree && wordsOf(tree).find(({ scalar }) => scalar.text.includes(typedWord));
    if (found) return found;
  }
  return undefined;
}

/** The place in short; a text that may be on its way to a key stands where a value does. */
function shown({ role, path, siblings }: Pick<Word, "role" | "path" | "siblings">, typed: string): string {
  const keys = role === "key" ? [...siblings].sort() : [];
  return JSON.stringify([role, path, keys, typed]);
}

function shownPlace(place: CursorPlace): string {
  const role = place.role === "either" ? "value" : place.role;
  return shown(
    { role: role as Word["role"], path: place.path, siblings: [...place.siblings] },
    place.typed.text,
  );
}

/** What differs at an offset of a valid text; `undefined` when nothing does. */
function difference(document: TextDocument, words: readonly Word[], offset: number): string | undefined {
  const { text } = document;
  const place = cursorPlaceAt(document, offset);
  const inComment = document.comments.some(({ span }) => span.start < offset && offset <= span.end);
  if (inComment) return place?.role === "comment" ? undefined : `${place?.role} in a comment`;
  if (document.documents.some(({ root }) => closings(root).includes(offset)))
    return place && `${shownPlace(place)} behind what is closed`;
  const inside = words.find((word) => isInside(word, offset, text));
  const expected = inside
    ? shown(inside, inside.scalar.text.slice(0, scalarOffset(inside.scalar, text, offset) ?? 0))
    : typedPlace(text, words, offset, place);
  if (expected === undefined) return undefined;
  const actual = place ? shownPlace(place) : "nothing";
  if (actual === expected || (isInFold(text, offset) && sameButBlanks(actual, expected))) return undefined;
  return `${actual} instead of ${expected}`;
}

/** Whether only white space with a line break in it stands around an offset. */
function isInFold(text: string, offset: number): boolean {
  const before = /\s*$/.exec(text.slice(0, offset))?.[0] ?? "";
  const after = /^\s*/.exec(text.slice(offset))?.[0] ?? "";
  return /[\r\n]/.test(before + after);
}

/** Of blanks and breaks that YAML folds, those before the cursor count as typed. */
function sameButBlanks(actual: string, expected: string): boolean {
  const [one, two] = [actual, expected].map((each) => each.replace(/(?:\s|\\n)*"\]$/, '"]'));
  return one === two;
}

function typedPlace(
  text: string,
  words: readonly Word[],
  offset: number,
  place: CursorPlace | undefined,
): string | undefined {
  const word = wordTyped(text, offset, place?.needsSpace ? " " : "");
  if (word === undefined) return undefined;
  const [before = "", after = ""] = word.scalar.text.split(typedWord);
  const next = words.filter(({ scalar }) => after !== "" && isNext(text, offset, scalar));
  const nextKey = next.find(({ role }) => role === "key");
  // What is typed before the dash of a list, or before the quote or bracket of a value, would be one text with it; it
  // stands where the list or the value does.
  const joins = /^ *- /.test(after) ? isList(words, word.path) : /^ *['"[{]/.test(after) && !nextKey;
  if (joins) return shown({ ...word, role: "value" }, before);
  // What is typed before a key and a blank is not yet that key, which stays beside it if it is one of the same map.
  const beside = nextKey && samePath(nextKey.path, word.path) ? [nextKey.scalar.text] : [];
  return shown({ ...word, siblings: [...word.siblings, ...beside] }, before);
}

function isList(words: readonly Word[], at: Word["path"]): boolean {
  return words.some(
    ({ path }) => typeof path[at.length] === "number" && samePath(path.slice(0, at.length), at),
  );
}

function isNext(text: string, offset: number, { span }: YamlScalar): boolean {
  return span.start >= offset && text.slice(offset, span.start).trim() === "";
}

/**
 * Whether an offset is in a scalar: in or at the ends of a plain one, between the quotes, in the lines of a block, whose
 * indentation is its own. A key begins before its quote.
 */
function isInside({ scalar: { span, style }, role }: Word, offset: number, text: string): boolean {
  if (style === "plain") return span.start <= offset && offset <= span.end;
  if (role === "key" && offset === span.start) return true;
  const start = style === "literal" || style === "folded" ? text.indexOf("\n", span.start) : span.start;
  return start < offset && (offset < span.end || (start !== span.start && offset === span.end));
}

/** Flow collections in which a plain text opens a parenthesis: commas behind it are the SQL's, though YAML cuts it there. */
function openParentheses(node: YamlNode | undefined): Span[] {
  if (node === undefined || node.kind === "scalar") return [];
  const children = node.kind === "list" ? node.items : node.pairs.map(({ value }) => value);
  if (!node.flow) return children.flatMap(openParentheses);
  const isCut = wordsIn(node, []).some(({ scalar }) => scalar.style === "plain" && isOpen(scalar.text));
  return isCut ? [node.span] : [];
}

function isOpen(text: string): boolean {
  let depth = 0;
  for (const sign of text) depth = Math.max(0, depth + (sign === "(" ? 1 : sign === ")" ? -1 : 0));
  return depth > 0;
}

/** Where quoted scalars and flow collections end. */
function closings(node: YamlNode | undefined): number[] {
  if (node === undefined) return [];
  if (node.kind === "scalar")
    return node.style === "single" || node.style === "double" ? [node.span.end] : [];
  const own = node.flow ? [node.span.end] : [];
  if (node.kind === "list") return [...own, ...node.items.flatMap(closings)];
  return [...own, ...node.pairs.flatMap(({ key, value }) => [...closings(key), ...closings(value)])];
}

function differences(text: string): string[] {
  const document = readDocument("a.yml", text);
  assert.deepEqual(document.findings, [], text);
  const words = wordsOf(document.documents);
  const parentheses = document.documents.flatMap(({ root }) => openParentheses(root));
  const found: string[] = [];
  for (let offset = 0; offset <= text.length; offset++) {
    // Between the two characters of a line break no cursor stands.
    if (text[offset - 1] === "\r" && text[offset] === "\n") continue;
    if (parentheses.some(({ start, end }) => start <= offset && offset <= end)) continue;
    const problem = difference(document, words, offset);
    if (problem)
      found.push(
        `${JSON.stringify(`${text.slice(Math.max(0, offset - 30), offset)}‸${text.slice(offset, offset + 20)}`)}: ${problem}`,
      );
  }
  return found;
}

const names = fc.stringMatching(/^[a-z_][a-z0-9_.]{0,5}$/);
const texts = fc.oneof(
  names,
  fc.string({ maxLength: 12 }),
  fc.constantFrom("o.x = 'a'", "a: b", "x\ny\n", "# no", "", "- a"),
);
/** Keys that stand on one line, without `?`. */
const keys = fc.oneof(names, fc.constantFrom("a: b", "it's", "# no", "", "- a", "\t", "é😀", "123", "~"));
const tree = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, texts, fc.integer(), fc.constant(null), tie("list"), tie("map")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  map: fc.dictionary(keys, tie("value"), { minKeys: 1, maxKeys: 4 }),
})).map;

/** Trees in block and flow style, as another program writes them. */
const written = fc
  .record({
    root: tree,
    flowLevel: fc.constantFrom(-1, 1, 2, 3),
    seqNoIndent: fc.boolean(),
    indent: fc.constantFrom(2, 4),
    lineWidth: fc.constantFrom(20, 80),
    forceQuotes: fc.boolean(),
  })
  .map(({ root, ...options }) => dump(root, options));

const windows = (text: string): string => text.replaceAll("\n", "\r\n");

describe("the place of a cursor in a valid file", () => {
  const files = [...exampleTexts(), fullSpec, fullProject, ...Object.values(specs)];
  for (const [index, text] of files.entries())
    it(`is the tree's at every offset: file ${index + 1}`, () => assert.deepEqual(differences(text), []));

  it("is the tree's at every offset of any file", () => {
    const text = fc.tuple(fc.oneof(written, writtenScalar), fc.boolean());
    fc.assert(
      fc.property(text, ([text, crlf]) => {
        const lines = crlf && !text.includes("\r") ? windows(text) : text;
        assert.deepEqual(differences(lines), []);
      }),
      { numRuns: 500 },
    );
  });
});
