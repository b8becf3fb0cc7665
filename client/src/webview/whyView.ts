/** Where the rows went: a line of numbers, and what is odd about them; each leads to its place in the spec. */
import type { ResultsState, Send } from "../panels/messages.ts";
import { element, textButton } from "./dom.ts";

type RowsState = Extract<ResultsState, { kind: "rows" }>;

export function whyView({ why }: RowsState, send: Send): HTMLElement {
  const section = element("section", { class: "why", "aria-label": "Where rows went" });
  if (why === "none")
    section.append(textButton("Where Did Rows Go?", () => send({ type: "countRows" }), true));
  else if (why === "counting") section.append(element("p", { role: "status" }, "Counting where rows went …"));
  else section.append(...counted(why, send));
  return section;
}

function counted({ steps, notes, uncounted }: Exclude<RowsState["why"], string>, send: Send): HTMLElement[] {
  const link = (list: "steps" | "notes", index: number, text: string) => {
    const button = element("button", { class: "place", type: "button", title: "Go to its line" }, text);
    button.addEventListener("click", () => send({ type: "goToLine", list, index }));
    return button;
  };
  const again = textButton("Count Again", () => send({ type: "countRows" }), true);
  return [
    ...(uncounted === undefined ? [] : [element("p", {}, `Rows were not counted: ${uncounted}`, " ", again)]),
    ...(steps.length === 0
      ? []
      : [
          element(
            "p",
            { class: "steps" },
            ...steps.flatMap(({ text, begins }, index) => [
              ...(index === 0 ? [] : [element("span", { class: "separator" }, begins ? ";" : "→")]),
              link("steps", index, text),
            ]),
          ),
        ]),
    ...(notes.length === 0
      ? []
      : [
          element(
            "ul",
            {},
            ...notes.map(({ text }, index) =>
              element("li", {}, link("notes", index, text.replaceAll("`", ""))),
            ),
          ),
        ]),
  ];
}
