/**
 * The Jinja of profiles.yml and dbt_project.yml: `{{ … }}` with `env_var`, `var` and `target`, filters, `or`, `~`, inline `if`.
 * It is interpreted, never compiled to JavaScript, and knows neither files nor anything else of this process: profiles.yml
 * may come with a pull request. https://docs.getdbt.com/reference/dbt-jinja-functions/profiles-yml-context
 */
import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";

interface JinjaProblem {
  /** The variable that is not set and has no default; absent where the text is none of what is known here. */
  readonly variable?: string;
}

type Value = string | number | boolean;

interface JinjaContext {
  readonly env: (name: string) => string | undefined;
  /** What is known of the target: its name, type, schema and so on. */
  readonly target?: Readonly<Record<string, Value>>;
}

type Rendered = { readonly value: Value } | { readonly problem: JinjaProblem };

/** Longer than any setting. */
const longest = 10_000;

/**
 * Renders a text. One that is nothing but an expression keeps the type that its filter gives (`| int`, `| as_bool`);
 * anything else is text. Throws nothing: the problem comes back instead.
 */
export function render(text: string, context: JinjaContext): Rendered {
  if (!text.includes("{{") && !text.includes("{%")) return { value: text };
  if (text.length > longest || text.includes("{%")) return { problem: {} };
  let variable: string | undefined;
  let whole: unknown;
  const environment = environmentOf(context, {
    missing(name) {
      variable = name;
    },
    kept(value) {
      whole = value;
    },
  });
  try {
    const program = parse(tokenize(text));
    const nodes = program.body.filter(({ type }) => type !== "Comment");
    program.body = nodes.map((node) => called("kept", withOurFilters(node))) as typeof program.body;
    const { value } = new Interpreter(environment).run(program);
    if (variable !== undefined) return { problem: { variable } };
    return { value: nodes.length === 1 && isValue(whole) ? whole : String(value) };
  } catch {
    return { problem: variable === undefined ? {} : { variable } };
  }
}

interface Hooks {
  readonly missing: (variable: string) => void;
  readonly kept: (value: unknown) => void;
}

function environmentOf({ env, target }: JinjaContext, { missing, kept }: Hooks): Environment {
  const environment = new Environment();
  const functions = {
    env_var(name: unknown, fallback?: unknown) {
      const value = env(String(name)) ?? fallback;
      if (value === undefined) missing(String(name));
      return value ?? "";
    },
    var(name: unknown, fallback?: unknown) {
      if (fallback === undefined) throw new Error(`var(${String(name)}) is given on dbt's command line`);
      return fallback;
    },
    kept(value: unknown) {
      // Jinja shows nothing for a name that nobody knows; dbt refuses it.
      if (value === undefined) throw new Error("undefined");
      kept(value);
      return value ?? "";
    },
    ...filters,
  };
  for (const [name, value] of Object.entries(functions)) environment.set(name, value);
  if (target) environment.set("target", target);
  for (const [name, value] of [
    ["true", true],
    ["false", false],
    ["True", true],
    ["False", false],
  ] as const)
    environment.set(name, value);
  for (const name of ["none", "None"]) environment.set(name, null);
  return environment;
}

/** dbt's own, and Jinja's `int` for texts that are none. https://docs.getdbt.com/reference/dbt-jinja-functions/as_native */
const filters = {
  as_number: numberOf,
  as_bool: booleanOf,
  as_native: (value: unknown) => booleanOf(numberOf(value)),
  as_text: String,
  int: (value: unknown) => Math.trunc(Number(value)) || 0,
} as const satisfies Readonly<Record<string, (value: unknown) => unknown>>;

function numberOf(value: unknown): unknown {
  return typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
}

function booleanOf(value: unknown): unknown {
  return typeof value === "string" && /^(?:true|false)$/i.test(value)
    ? value.toLowerCase() === "true"
    : value;
}

/** A node of the syntax tree with filters that the library lacks as calls of functions. */
function withOurFilters(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withOurFilters);
  if (typeof node !== "object" || node === null || node instanceof Map) return node;
  for (const [key, child] of Object.entries(node)) Object.assign(node, { [key]: withOurFilters(child) });
  if (!("filter" in node && "operand" in node)) return node;
  const name =
    typeof node.filter === "object" && node.filter && "value" in node.filter ? node.filter.value : "";
  return typeof name === "string" && Object.hasOwn(filters, name) ? called(name, node.operand) : node;
}

function called(name: string, argument: unknown): object {
  return { type: "CallExpression", callee: { type: "Identifier", value: name }, args: [argument] };
}

function isValue(value: unknown): value is Value {
  return ["string", "number", "boolean"].includes(typeof value);
}
