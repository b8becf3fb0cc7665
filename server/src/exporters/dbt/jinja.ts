/**
 * Jinja around SQL: what dbt puts in stands in the SQL as a name of its own until all is laid out, and what authors wrote is never taken
 * for Jinja, whatever braces it holds.
 */

import { mapTexts, type YamlData } from "../../document/write/writeYaml.ts";

/** Names that stand for Jinja in SQL. */
export interface JinjaNames {
  /** A name that stands for an expression of Jinja; the same one for the same expression. */
  nameOf(expression: string): string;
  /** SQL with such names as a template. */
  template(sql: string): string;
}

/** In: texts whose SQL may be part of the template; none of the names occurs in it. */
export function jinjaNames(texts: Iterable<string>): JinjaNames {
  const prefix = unusedPrefix([...texts]);
  const names = new Map<string, string>();
  const expressions: string[] = [];
  return {
    nameOf(expression) {
      const name = names.get(expression) ?? `${prefix}${expressions.push(expression)}`;
      names.set(expression, name);
      return name;
    },
    template(sql) {
      return withoutJinja(sql).replaceAll(
        new RegExp(`${prefix}(\\d+)`, "g"),
        (_, number: string) => `{{ ${expressions[Number(number) - 1]} }}`,
      );
    },
  };
}

/** A text that gives itself. */
export function withoutJinja(text: string): string {
  return text.replaceAll(/\{[{%#]/g, (sign) => `{{ '${sign}' }}`);
}

/** The same of all texts in data, but for keys. */
export function withoutJinjaInside(data: YamlData): YamlData {
  return mapTexts(data, withoutJinja);
}

/** A text as an expression of Jinja. */
export function jinjaText(text: string): string {
  const escaped = text.replaceAll(/[\\"]/g, (sign) => `\\${sign}`).replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

function unusedPrefix(texts: readonly string[]): string {
  let prefix = "dbt_name_";
  while (texts.some((text) => text.toLowerCase().includes(prefix))) prefix = `x${prefix}`;
  return prefix;
}
