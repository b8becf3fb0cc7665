import { element } from "./dom.ts";
import { sqlTokens } from "./sqlTokens.ts";

/** SQL as coloured text that can be selected and scrolled with the keyboard. */
export function sqlBlock(sql: string): HTMLElement {
  const tokens = sqlTokens(sql).map(({ kind, text }) =>
    kind === "text" ? text : element("span", { class: kind }, text),
  );
  return element("pre", { class: "sql", tabindex: "0" }, ...tokens);
}
