import { plainName } from "./nameWords.ts";

const words = new Set(
  "tbd tba tbc todo fixme xxx xx x na none null unknown undefined nobody noone somebody someone anybody anyone everybody everyone me owner team test placeholder changeme foo bar".split(
    " ",
  ),
);

/** Whether a text only stands where something is still to be said: `TBD`, `n/a`, `?`. */
export function isPlaceholder(text: string): boolean {
  const plain = plainName(text);
  return plain === "" || words.has(plain);
}
