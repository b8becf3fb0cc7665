/** SQL that reads files, ends sessions or changes settings, in every dialect: the guard refuses it. */
import { loadSqlParser } from "../../server/src/sql/reader/parser.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import type { HostileSuite } from "../support/hostile.ts";

const reading: Readonly<Partial<Record<DialectName, readonly string[]>>> = {
  duckdb: ["(select content from read_text('/etc/passwd'))", "getenv('HOME')"],
  postgres: ["pg_read_file('/etc/passwd')", `U&"pg\\005fread\\005ffile"('/etc/passwd')`],
};

export const suite: HostileSuite = {
  title: "Hostile expressions",
  async *attempts() {
    const parser = await loadSqlParser();
    for (const [dialect, texts] of Object.entries(reading))
      for (const text of texts) {
        const { safe } = parser.expression(text, dialect as DialectName);
        yield {
          group: dialect,
          tried: text,
          ended: "refused",
          ...(safe && { gotThrough: "The guard let it pass." }),
        };
      }
  },
};
