import { type Command, Option } from "commander";
import { reportFormats } from "../reports/formats.ts";
import { confirmed, format, wholeNumber } from "./options.ts";
import type { Wiring } from "./wiring.ts";

/** More warnings than anybody counts. */
const mostWarnings = 1_000_000;

export function addCheck(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("check")
    .summary("find what is wrong: syntax, references, columns, types, governance")
    .description(
      "Finds what is wrong in a project: syntax, references, columns, types, governance. Files or folders narrow it down; those of several projects make one report. " +
        "An embedded warehouse is asked about columns and types; any other only when it is named with --connection. " +
        "Paths are relative to the working folder in text, to the project in json (which says where that is as root), and to " +
        "the repository's root (GITHUB_WORKSPACE, CI_PROJECT_DIR, else the nearest .git) in all other formats.",
    )
    .argument("[path...]", "files or folders (default: the whole project)")
    .addOption(format(...reportFormats))
    .addOption(
      new Option("--fail-on <severity>", "the least severity that gives exit code 1")
        .choices(["error", "warning", "info", "never"])
        .default("error"),
    )
    .addOption(
      new Option("--max-warnings <number>", "more warnings than these give exit code 1, too").argParser(
        wholeNumber(0, mostWarnings),
      ),
    )
    .addOption(new Option("--baseline <file>", "leave out the findings that are noted in it"))
    .addOption(
      new Option("--write-baseline <file>", "note all findings in it, and report none").conflicts([
        "baseline",
        "watch",
      ]),
    )
    .addOption(
      new Option(
        "--stdin <file>",
        "read the text of this file from the standard input, and report on it alone",
      ).conflicts(["watch", "writeBaseline"]),
    )
    .addOption(new Option("--watch", "check again whenever a file of the project changes, until Ctrl-C"))
    .addOption(
      new Option(
        "--with-data",
        "also look at the rows: joins that multiply them, late and missing ones, personal data in texts, the cost of reading them",
      ),
    )
    .addOption(confirmed())
    .addOption(
      new Option("--require-warehouse", "fail with exit code 3 unless every column and type was checked"),
    )
    .action(async (paths: string[], _, command: Command) => {
      const { check } = await import("./check.ts");
      exitWith(await check(paths, command.optsWithGlobals(), terminal));
    });
}
