/** The Jinja that is usual in profiles.yml: `env_var` with filters. https://docs.getdbt.com/reference/dbt-jinja-functions/env_var */

export interface JinjaProblem {
  /** The variable that is not set and has no default. */
  readonly variable?: string;
  /** The expression that is none of what is known here. */
  readonly expression?: string;
}

type Value = string | number | boolean;

const expression = /\{\{-?\s*([\s\S]*?)\s*-?\}\}/g;
const call =
  /^env_var\(\s*(?:'([^']*)'|"([^"]*)")\s*(?:,\s*(?:'([^']*)'|"([^"]*)"|([^)'"]*?))\s*)?\)((?:\s*\|\s*\w+)*)$/;

/**
 * Renders a text. One that is nothing but an expression keeps the type that its filter gives (`| int`, `| as_bool`);
 * anything else is text. Throws nothing: the problem comes back instead.
 */
export function render(
  text: string,
  env: (name: string) => string | undefined,
): { readonly value: Value } | { readonly problem: JinjaProblem } {
  let problem: JinjaProblem | undefined;
  let whole: Value | undefined;
  const rendered = text.replaceAll(expression, (match, inner: string) => {
    const found = evaluate(inner, env);
    if ("problem" in found) {
      problem ??= found.problem;
      return match;
    }
    if (match === text.trim()) whole = found.value;
    return String(found.value);
  });
  return problem ? { problem } : { value: whole ?? rendered };
}

function evaluate(
  text: string,
  env: (name: string) => string | undefined,
): { readonly value: Value } | { readonly problem: JinjaProblem } {
  const literal = /^(?:'([^']*)'|"([^"]*)")$/.exec(text);
  if (literal) return { value: literal[1] ?? literal[2] ?? "" };
  const match = call.exec(text);
  if (!match) return { problem: { expression: text } };
  const variable = match[1] ?? match[2] ?? "";
  const value = env(variable) ?? match[3] ?? match[4] ?? match[5]?.trim();
  if (value === undefined || value === "") return value === undefined ? { problem: { variable } } : { value };
  const filters = (match[6] ?? "").split("|").map((name) => name.trim());
  return { value: filters.reduce<Value>(filtered, value) };
}

function filtered(value: Value, filter: string): Value {
  const text = String(value);
  if (/^(int|as_number|as_native)$/.test(filter) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (/^(as_bool|as_native)$/.test(filter) && /^(true|false)$/i.test(text))
    return text.toLowerCase() === "true";
  if (filter === "trim") return text.trim();
  if (filter === "lower") return text.toLowerCase();
  return filter === "upper" ? text.toUpperCase() : value;
}
