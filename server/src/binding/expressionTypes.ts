import type { ExpressionTypes } from "../sql/types.ts";
import { boundKey } from "./boundKey.ts";
import type { BoundProject } from "./types.ts";

/** What the connection said of expressions, in the form that SQL is made with; nothing where none was asked. */
export function expressionTypes(bound: BoundProject | undefined): ExpressionTypes {
  return ({ file, name, also }, sql) => {
    const spelling = bound?.events.get(boundKey(file, name, also))?.types.get(sql);
    return spelling === undefined ? undefined : { spelling, dialect: bound?.dialect };
  };
}
