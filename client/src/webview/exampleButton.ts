import { idColumn, type RowTable } from "../panels/messages.ts";
import { element, iconButton } from "./dom.ts";

/** The button of the selected row, or of the first one; nothing where rows are no events. What it does is added by who shows it. */
export function exampleButton(table: RowTable): HTMLElement {
  const hasEvents = table.rows.length > 0 && idColumn(table) >= 0;
  return hasEvents ? iconButton("beaker", "Make Example of the Selected Row (E)", () => {}) : element("span");
}
