/** One cell in full, beside the grid. */
import { asText, cellKind } from "./cells.ts";
import { element, iconButton } from "./dom.ts";
import type { CellPlace } from "./grid.ts";

/** `back`: the grid, which gets the keyboard again. */
export function showDetail(detail: HTMLElement, { column, value }: CellPlace, back: HTMLElement): void {
  const close = () => {
    detail.hidden = true;
    back.querySelector<HTMLElement>(".tabulator-tableholder")?.focus();
  };
  const pretty =
    cellKind(column) === "json" && typeof value === "object" ? JSON.stringify(value, null, 2) : asText(value);
  const text = element("pre", { tabindex: "0" }, pretty);
  detail.replaceChildren(
    element(
      "header",
      {},
      element("b", {}, column.name),
      element("span", { class: "type" }, column.typeInWords),
      iconButton("close", "Close", close),
    ),
    text,
  );
  detail.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
  detail.hidden = false;
  text.focus();
}
