import { element, textButton } from "./dom.ts";

/** Says that what is shown no longer holds, and offers to run it anew. In: why, as a sentence. */
export function outdatedBanner(why: string, runAgain: () => void): HTMLElement {
  return element(
    "div",
    { class: "outdated", role: "status" },
    element("span", {}, why),
    textButton("Run Again", runAgain, true),
  );
}
