import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";

/** A template as dbt renders it: no whitespace goes but what a tag takes with it. */
export function renderedJinja(template: string, values: Readonly<Record<string, unknown>>): string {
  const environment = new Environment();
  for (const [name, value] of Object.entries(values)) environment.set(name, value);
  return String(new Interpreter(environment).run(parse(tokenize(template))).value);
}
