/** Where a user's expression names columns. */
import type { DialectName } from "../types.ts";
import { remembering } from "./remembering.ts";
import { readExpression } from "./smallReader.ts";
import { structureOf } from "./structure.ts";
import { isName } from "./tokens.ts";
import type { NamePart } from "./types.ts";

/** A column as written; offsets are into the text. */
export interface ColumnPlace {
  readonly parts: readonly NamePart[];
}

/** In the order of the text, those of sub-queries left out. What the small reader doesn't understand is told by its tokens: then dotted names alone. */
export const columnPlaces = remembering(readPlaces, 1_000);

function readPlaces(sql: string, dialect: DialectName): readonly ColumnPlace[] {
  const structure = structureOf(sql, dialect);
  const read = structure.tooDeep ? undefined : readExpression(structure);
  if (read && !read.failure) return read.columns.filter(({ inner }) => !inner).toSorted(byPlace);
  const { tokens } = structure;
  return tokens.flatMap((token, at): ColumnPlace[] => {
    const [before, dot, column] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]];
    if (!isName(token) || before?.text === "." || dot?.text !== "." || !isName(column)) return [];
    const parts = [token, column].map(({ value, text, start, end }) => ({
      ...{ name: value, quoted: text !== value, start, end },
    }));
    return [{ parts }];
  });
}

const byPlace = (one: ColumnPlace, other: ColumnPlace) =>
  (one.parts[0]?.start ?? 0) - (other.parts[0]?.start ?? 0);
