/**
 * Specs, data and what engines say are untrusted, and what we print is read by terminals and build servers that obey it. All
 * of it goes through here on its way out; a format's own escapes (XML, Markdown, annotations) come on top.
 */

/** Control characters, line separators, and what turns the direction of text (Unicode's Bidi_Control). */
export const steering = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;
/** `##[error]` of GitHub Actions and Azure Pipelines, `##vso[…]`, `##teamcity[…]`: obeyed anywhere in a line. */
const bracketCommand = /##(\w*)\[/g;
/** `::error::` of GitHub Actions, at the beginning of a line. */
const colonCommand = /^(\s*)::/;
const gap = "\u200B";

/** One line of text for a terminal or a log: line breaks are shown as `↵`, and nothing in it steers who reads it. */
export function harmlessLine(text: string): string {
  return withPictures(text.replace(/\r?\n|[\u2028\u2029]/g, "↵"))
    .replace(bracketCommand, `##$1${gap}[`)
    .replace(colonCommand, `$1${gap}::`);
}

/** The same for a text of several lines: it keeps its line breaks and tabs. */
export function harmlessText(text: string): string {
  return byLine(text, harmlessLine);
}

/** Code for a person at a terminal: nothing is put into it, so what is copied from there still runs. */
export function harmlessCode(text: string): string {
  return byLine(text, withPictures);
}

/**
 * Markdown for a person at an editor: emphasis, lists and code of whoever wrote it stay; links, images, HTML and headings become
 * text, so that nothing is fetched or opened because of it.
 */
export function harmlessMarkdown(markdown: string): string {
  return byLine(markdown, withPictures)
    .replace(/\](?=[([:])|!(?=\[)|<(?=[a-z/!?])|:(?=\/\/)|\bwww(?=\.)/gi, `$&${gap}`)
    .replace(/^\s*(?=#{1,6}\s)/gm, `$&${gap}`);
}

/** Text as Markdown that shows just that text: no markup, HTML, mention, issue, link or line break of it gets through. */
export function markdownText(text: string): string {
  return harmlessLine(text.replace(/\s+/g, " "))
    .replace(/[\\`*_{}[\]<>()#+!|~&$]/g, "\\$&")
    .replace(/[@#]|:(?=\/\/)|\bwww(?=\.)/g, `$&${gap}`);
}

/** The same as HTML, for where Markdown is not read: between tags. */
export function htmlText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return harmlessLine(text.replace(/\s+/g, " "))
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(/[@#]|:(?=\/\/)|\bwww(?=\.)/g, `$&${gap}`);
}

function byLine(text: string, change: (line: string) => string): string {
  return text
    .split(/(\r?\n|\t)/)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
}

function withPictures(text: string): string {
  return text.replace(steering, picture);
}

/** JSON, indented by two and with a line break at its end, whose texts steer nobody either: the escapes read as the very same data. */
export function jsonText(value: unknown): string {
  const written = JSON.stringify(value, undefined, 2)
    .replace(steering, (character) => (character === "\n" ? character : escaped(character)))
    .replace(bracketCommand, "##$1\\u005b");
  return `${written}\n`;
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  return code < 32 ? String.fromCharCode(0x2400 + code) : "�";
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
