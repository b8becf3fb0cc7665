import { shorten } from "./readContext.ts";

interface Explanation {
  readonly text: string;
  readonly hint: string;
}

const quote = "Put the whole text in quotes, or write it below the key as a block: `key: |`.";

const byCode: Record<string, Explanation> = {
  TAB_AS_INDENT: { text: "A tab can't indent YAML.", hint: "Use spaces: two for each level." },
  BAD_INDENT: {
    text: "This line is not indented like its neighbours.",
    hint: "Indent keys of one map by the same number of spaces, and deeper than the key above them.",
  },
  BAD_DQ_ESCAPE: {
    text: "This escape is not known in a double-quoted text.",
    hint: "Write \\\\ for a backslash, or use single quotes.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    text: "A second `: ` on this line: YAML reads a map inside a map here.",
    hint: quote,
  },
  MULTILINE_IMPLICIT_KEY: {
    text: "A key must stand on one line.",
    hint: "Write `key:` with a colon, or put a text of several lines below its key, indented deeper.",
  },
  KEY_OVER_1024_CHARS: { text: "This key is longer than 1,024 characters.", hint: "Shorten it." },
  BLOCK_IN_FLOW: {
    text: "A block can't stand inside brackets.",
    hint: "Close the brackets first, or write this as `{key: value}`.",
  },
  BAD_ALIAS: { text: "This alias has no name.", hint: "A text that begins with * must be in quotes." },
  MULTIPLE_ANCHORS: { text: "A value can have only one anchor.", hint: "Remove one of the names with &." },
  MULTIPLE_TAGS: {
    text: "A value can have only one tag.",
    hint: "A text that begins with ! must be in quotes.",
  },
  BAD_DIRECTIVE: { text: "This line begins with %, which YAML keeps for directives.", hint: quote },
};

/** Our words for an error of the YAML parser. `found` is the text at the error. */
export function explainSyntax(code: string, message: string, found: string): Explanation {
  if (code === "MISSING_CHAR") return explainMissing(message);
  if (code === "BAD_SCALAR_START")
    return {
      text: `A plain text can't begin with ${shorten(found, 12).charAt(0) || "this character"}.`,
      hint: quote,
    };
  if (code === "UNEXPECTED_TOKEN" && found.trim() !== "")
    return { text: `Unexpected text here: ${shorten(found, 40)}`, hint: quote };
  return byCode[code] ?? { text: "This can't be read as YAML.", hint: quote };
}

function explainMissing(message: string): Explanation {
  if (/quote/.test(message))
    return { text: "This quote is not closed.", hint: "Close it with the same quote." };
  const missing = /'?(\]|\}|,|:)'?/.exec(message.replace(/^.*?(?:expected|missing)/i, ""))?.[1];
  if (missing === ":") return { text: "A colon is missing after this key.", hint: "Write `key: value`." };
  if (missing === ",")
    return { text: "A comma is missing between these entries.", hint: "Separate entries with a comma." };
  if (missing)
    return { text: `The closing ${missing} is missing.`, hint: `Add ${missing} where the brackets end.` };
  return { text: "A space is missing here.", hint: "Separate the parts with a space." };
}
