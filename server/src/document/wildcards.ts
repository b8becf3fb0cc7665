/**
 * Patterns with wildcards, for paths and for names. They come with the project and may mean harm, so matching takes time
 * proportional to pattern × text at most, whatever the pattern: it keeps the set of positions reached, and never tries one again.
 */

/** Matches a path: `*` and `?` stay within a folder, `**` does not, and `**` before a slash also stands for no folder at all. */
export function matchesPath(pattern: string, path: string): boolean {
  return matches(pathTokens(pattern), path);
}

/** Matches a name: `*` stands for any characters, everything else for itself. */
export function matchesName(pattern: string, name: string): boolean {
  return pattern === name || matches(nameTokens(pattern), name);
}

type Token = { readonly kind: "text"; readonly text: string } | { readonly kind: "?" | "*" | "**" | "**/" };

function matches(tokens: readonly Token[], text: string): boolean {
  let reached = new Set([0]);
  for (const token of tokens) {
    reached = step(token, reached, text);
    if (reached.size === 0) return false;
  }
  return reached.has(text.length);
}

function nameTokens(pattern: string): Token[] {
  const parts = pattern.match(/\*+|[^*]+/g) ?? [];
  return parts.map((part) => (part.startsWith("*") ? { kind: "**" } : { kind: "text", text: part }));
}

function pathTokens(pattern: string): Token[] {
  const parts = pattern.replace(/^\.\//, "").match(/\*\*+\/|\*\*+|\*|\?|[^*?]+/g) ?? [];
  return parts.map((part) => {
    if (part.startsWith("**")) return { kind: part.endsWith("/") ? "**/" : "**" };
    if (part === "*" || part === "?") return { kind: part };
    return { kind: "text", text: part };
  });
}

function step(token: Token, from: ReadonlySet<number>, text: string): Set<number> {
  if (token.kind === "text") return new Set(afterText(token.text, from, text));
  if (token.kind === "?") return new Set(afterOne(from, text));
  if (token.kind === "*") return new Set(afterStar(from, text));
  const to = new Set(from);
  for (let at = Math.min(...from); at < text.length; at++) {
    if (token.kind === "**" || text[at] === "/") to.add(at + 1);
  }
  return to;
}

function* afterStar(from: ReadonlySet<number>, text: string): Iterable<number> {
  let next = 0;
  for (const start of [...from].sort((a, b) => a - b)) {
    if (start < next) continue;
    let at = start;
    yield at;
    while (at < text.length && text[at] !== "/") yield ++at;
    next = at + 1;
  }
}

function* afterText(part: string, from: ReadonlySet<number>, text: string): Iterable<number> {
  for (const at of from) if (text.startsWith(part, at)) yield at + part.length;
}

function* afterOne(from: ReadonlySet<number>, text: string): Iterable<number> {
  for (const at of from) if (at < text.length && text[at] !== "/") yield at + 1;
}
