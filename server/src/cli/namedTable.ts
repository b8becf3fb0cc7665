import { findTable, partsOf } from "../project/catalog.ts";
import type { Project, Table } from "../project/types.ts";
import type { WrittenTable } from "../spec/types.ts";
import { parseTable, withoutBraces } from "../spec/values.ts";
import { runsHere } from "../tasks/connectionTypes.ts";
import { tableNamed, withTableOf } from "../tasks/tableNamed.ts";
import type { Connection } from "../warehouse/types.ts";
import { usageError } from "./commandError.ts";
import { chosenConnection, withConnection } from "./connections.ts";
import { openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface KnownTable {
  /** With what the connection says, where it was asked. */
  readonly project: Project;
  readonly table: Table;
  /** Open, where it was asked. */
  readonly connection?: Connection;
}

/**
 * Some work on a table that the command line names. The connection is asked where it is embedded or named by `--connection`, and where nothing
 * else knows the table. Throws a usage error with the nearest name for a table that is not there.
 */
export async function withNamedTable<T>(
  name: string,
  options: CommonOptions,
  terminal: Terminal,
  work: (known: KnownTable) => Promise<T>,
): Promise<T> {
  const reference = parseTable(withoutBraces(name) ?? name);
  if (!reference)
    throw usageError(
      `${JSON.stringify(name)} is not the name of a table.`,
      `Write it as specs do: orders, shop.orders, '"Order Details"', "ref('orders')" or "source('shop', 'orders')".`,
    );
  const project = await openProject(options, terminal);
  const settings = chosenConnection(project, options.connection);
  const isKnown = findTable(project.catalog, partsOf(reference, project)) !== undefined;
  const asks = options.connection !== undefined || !isKnown;
  if (!settings || !(asks || (await runsHere(settings, project)))) {
    return work({ project, table: found(reference, project) });
  }
  const { quiet } = options;
  return withConnection({ project, settings, terminal, quiet }, async (connection) => {
    const known = await withProgress(terminal, quiet, "Reading columns", () =>
      withTableOf(reference, project, connection, terminal.signal),
    );
    return work({ project: known, table: found(reference, known), connection });
  });
}

function found(reference: WrittenTable, project: Project): Table {
  const named = tableNamed(reference, project);
  if (named.kind === "found") return named.table;
  throw usageError(named.message, named.hint);
}
