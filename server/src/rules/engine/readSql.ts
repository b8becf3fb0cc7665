import type { UserSql } from "../../project/sqlOf.ts";
import { isQueryRole } from "../../project/sqlRoles.ts";
import type { ExpressionReading, QueryReading, SqlParser } from "../../sql/reader/parser.ts";
import type { DialectName } from "../../sql/types.ts";

/** One SQL text of the user with what the parser makes of it; both absent until the parser is loaded. */
export interface ReadSql extends UserSql {
  /** Of an expression. */
  readonly reading?: ExpressionReading | undefined;
  /** Of a whole `select`. */
  readonly query?: QueryReading | undefined;
}

/** Reads SQL in the dialect of a project. */
export type SqlReader = (written: UserSql) => ReadSql;

export function sqlReader(parser: SqlParser | undefined, dialect: DialectName): SqlReader {
  if (!parser) return (written) => written;
  return (written) => {
    const { text } = written.sql;
    // A spread would make an object that all rules then read slowly.
    return isQueryRole(written.role)
      ? Object.assign({ query: parser.query(text, dialect) }, written)
      : Object.assign({ reading: parser.expression(text, dialect) }, written);
  };
}
