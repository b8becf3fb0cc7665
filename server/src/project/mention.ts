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
