import { join } from "node:path";
import { harmlessLine } from "../document/harmless.ts";
import { many } from "../proof/words.ts";
import { askConnection } from "../tasks/askConnection.ts";
import { makeExample } from "../tasks/test/makeExample.ts";
import { CommandError, exitCode, usageError } from "./commandError.ts";
import { requiredConnection, withConnection } from "./connections.ts";
import { namedEvent, openProject } from "./openProject.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import type { TestOptions } from "./test.ts";
import { writeWhole } from "./writeWhole.ts";

/** `eventspec test EVENT --example-from ID`: writes an example of one event out of its source rows, once it was seen to pass. */
export async function exampleFrom(
  [name, ...more]: readonly string[],
  options: TestOptions & { readonly id: string },
  terminal: Terminal,
): Promise<number> {
  if (name === undefined || more.length > 0)
    throw usageError("Which event?", "eventspec test EVENT --example-from ID, of one event.");
  const project = await openProject(options, terminal);
  namedEvent(project, name);
  const { quiet, timeout, yes } = options;
  const settings = requiredConnection(project, options.connection);
  const made = await withConnection({ project, settings, terminal, quiet }, async (connection) => {
    const known = await withProgress(terminal, quiet, "Asking the warehouse about columns and types", () =>
      askConnection(project, connection, terminal.signal),
    );
    const request = {
      ...{ ...known, connection, dialect: connection.dialect },
      ...{ now: new Date().toISOString(), window: {}, timeoutMs: timeout * 1000 },
      maxBytes: yes ? undefined : settings.maxBytes,
    };
    const event = namedEvent(known.project, name);
    return withProgress(terminal, quiet, `Running on ${connection.name}`, () =>
      makeExample(request, event, options.id, terminal.signal),
    );
  });
  if (made.kind === "refused")
    throw new CommandError(exitCode.findings, `No example of "${name}" can be made. ${made.reason}`);
  const { file, text, name: written, masked } = made;
  await writeWhole(join(project.root, file), text);
  terminal.out.write(
    `The example ${JSON.stringify(written)} was added to ${harmlessLine(file)}, and passes.${whatIsMasked(masked)}\n`,
  );
  return exitCode.ok;
}

function whatIsMasked(columns: number): string {
  if (columns === 0) return "";
  return ` ${many(columns, "private column")} ${columns === 1 ? "has" : "have"} other values than the source.`;
}
