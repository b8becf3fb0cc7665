/** Which functions SQL calls, told by tokens alone. */
import { functionKind, functionVaries, isBareFunction } from "./functionFacts.ts";
import { standingOf } from "./functionStanding.ts";
import { holdsQuery, isAt, type SqlStructure, wordAt } from "./structure.ts";
import { namesColumns, tablePlaces } from "./tablePlaces.ts";
import { isName } from "./tokens.ts";
import type { FunctionUse } from "./types.ts";

/** Whether a token stands in a sub-query, at any depth. */
function inQuery(structure: SqlStructure, index: number): boolean {
  for (
    let bracket = structure.parents[index] ?? -1;
    bracket >= 0;
    bracket = structure.parents[bracket] ?? -1
  ) {
    if (holdsQuery(structure, bracket)) return true;
  }
  return false;
}

const notFunctions = new Set(
  `in and or not case when then else over as on where select from join using values by filter within group exists any all
  some between like ilike is interval distinct union except intersect with having limit offset returning partition order
  rows range end lateral recursive materialized both leading trailing set into window qualify`.split(/\s+/),
);

/** Every function that is called, in the order of the text; none of what is too deep. */
export function functionsIn(structure: SqlStructure): FunctionUse[] {
  const found: FunctionUse[] = [];
  if (structure.tooDeep) return found;
  let places: ReadonlySet<number> | undefined;
  structure.tokens.forEach((token, index) => {
    if (!isName(token)) return;
    const called = isAt(structure, index + 1, "(");
    const word = wordAt(structure, index);
    if (called ? !isCall(structure, index) : !isBareCall(structure, index, word)) return;
    places ??= tablePlaces(structure);
    const use = functionAt(structure, index, places);
    if (use.standing === "refused" || !called || !namesColumns(structure, index, places)) found.push(use);
  });
  return found;
}

/** `current_date`; Snowflake's sequences are asked as `name.nextval`. */
function isBareCall(structure: SqlStructure, index: number, word: string): boolean {
  if (isAt(structure, index - 1, ".")) return structure.dialect === "snowflake" && word === "nextval";
  return isBareFunction(word);
}

function isCall(structure: SqlStructure, index: number): boolean {
  if (isAt(structure, index - 1, ".")) return true;
  if (notFunctions.has(wordAt(structure, index))) return false;
  // A type (`as decimal(12,2)`), an alias with columns (`as t(a, b)`), or the head of a `with`.
  return !(isAt(structure, index - 1, "::") || wordAt(structure, index - 1) === "as");
}

function functionAt(structure: SqlStructure, index: number, places: ReadonlySet<number>): FunctionUse {
  const { dialect } = structure;
  let first = index;
  while (isAt(structure, first - 1, ".") && isName(structure.tokens[first - 2])) first -= 2;
  const parts = structure.tokens.slice(first, index + 1).filter(isName);
  const name = parts.map((part) => part.value.toLowerCase()).join(".");
  const own = parts.at(-1)?.value.toLowerCase() ?? name;
  const varies = functionVaries(own, dialect);
  return {
    name,
    start: parts[0]?.start ?? 0,
    end: parts.at(-1)?.end ?? 0,
    kind: hasOver(structure, index) ? "window" : functionKind(own, dialect),
    standing: standingOf(name, dialect, places.has(first)),
    ...(varies ? { varies } : {}),
    ...(inQuery(structure, index) ? { inner: true } : {}),
  };
}

/** Whether `over` follows a call, after `filter (…)`, `within group (…)` and `ignore nulls`. */
function hasOver(structure: SqlStructure, index: number): boolean {
  let at = structure.partners.get(index + 1);
  while (at !== undefined) {
    const word = wordAt(structure, at + 1);
    if (word === "over") return true;
    if (word === "ignore" || word === "respect") at += 2;
    else if (word === "filter") at = structure.partners.get(at + 2);
    else if (word === "within") at = structure.partners.get(at + 3);
    else return false;
  }
  return false;
}
