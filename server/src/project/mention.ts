/** Where SQL qualifies a column with an alias; texts and comments don't count. */
export function mention(sql: string, alias: string): number | undefined {
  const blank = (text: string) => " ".repeat(text.length);
  const code = sql.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, blank).toLowerCase();
  const name = alias.toLowerCase();
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + 1)) {
    const before = code[at - 1] ?? " ";
    if (!/[\w.$]/.test(before) && /^["`]?\s*\./.test(code.slice(at + name.length))) return at;
  }
  return undefined;
}

/**
 * Whether SQL of any dialect may do so. These don't agree on where a text or a comment ends, so what stands in them counts, too: for what must
 * not be overlooked.
 */
export function mayMention(sql: string, alias: string): boolean {
  const name = alias.toLowerCase();
  return [...sql.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)].some(
    ({ 0: word, index }) =>
      word.toLowerCase() === name && /^["`”]?\s*(?:\.|--|#|\/[*/])/.test(sql.slice(index + word.length)),
  );
}
