import { Argument, Command, Option } from "commander";
import { parts } from "../proof/checks.ts";
import { testFormats } from "../reports/tests/formats.ts";
import { layoutNames } from "../spec/projectTypes.ts";
import { dialectNames } from "../sql/types.ts";
import { addCheck } from "./addCheck.ts";
import { addCodeowners, addDiff } from "./addDiff.ts";
import { addExport } from "./addExport.ts";
import { addImport } from "./addImport.ts";
import { addLsp } from "./addLsp.ts";
import { addTables } from "./addTables.ts";
import { confirmed, format, now, since, timeout, until, wholeNumber } from "./options.ts";
import type { TestOptions } from "./test.ts";
import type { Wiring } from "./wiring.ts";

/**
 * The command line's commands and options. Each command's own code is loaded only when that command runs, so that help and
 * version are instant.
 */
export function createProgram(wiring: Wiring): Command {
  const program = new Command("eventspec")
    .description("Declare events from your warehouse's systems of record, and see their rows.")
    .version(wiring.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showSuggestionAfterError(true)
    .addOption(
      new Option(
        "--project <file|dir>",
        "the project's eventspec.yml or its folder (default: the nearest upward)",
      ),
    )
    .addOption(new Option("--connection <name>", "a connection of the project (default: the project's own)"))
    .addOption(new Option("-q, --quiet", "say only what was asked for"))
    .addOption(
      new Option("--no-cache", "ask an embedded engine anew (also: the variable EVENTSPEC_CACHE=off)"),
    )
    .addOption(new Option("--no-color", "write no colours (also: the variable NO_COLOR)"))
    .addHelpText("after", examples);
  addInit(program, wiring);
  addCheck(program, wiring);
  addCompile(program, wiring);
  addPreview(program, wiring);
  addProfile(program, wiring);
  addTest(program, wiring);
  addDiff(program, wiring);
  addCodeowners(program, wiring);
  addTables(program, wiring);
  addCatalog(program, wiring);
  addFormat(program, wiring);
  addExport(program, wiring);
  addImport(program, wiring);
  addRules(program, wiring);
  addLsp(program, wiring);
  return program;
}

const examples = `
Examples:
  eventspec init                           make a project for the data in this folder
  eventspec check                          find what is wrong in the project
  eventspec compile order_placed           show the SQL of an event
  eventspec preview order_placed           run it and show rows
  eventspec test order_placed              prove it: tests, examples, numbers that agree
  eventspec diff --base main               tell what a change means for the data
  eventspec rules unknown-column           explain a rule

Exit codes: 0 nothing found · 1 findings · 2 wrong usage, or no readable project
            3 the warehouse failed or could not be reached · 130 stopped by Ctrl-C`;

function addInit(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("init")
    .summary("make a project for the data in a folder, with a first event")
    .description(
      "Writes eventspec.yml for the dbt project, the DuckDB database, or the CSV, Parquet and JSON files in a folder, and a first " +
        "event from a table that says when something happened. Overwrites nothing. Only a database on this machine is asked.",
    )
    .argument("[folder]", "where the project is to be", ".")
    .action(async (folder: string, _, command: Command) => {
      const { init } = await import("./init.ts");
      exitWith(await init(folder, command.optsWithGlobals(), terminal));
    });
}

function addFormat(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("format")
    .summary("lay out specs and project files: YAML, and the SQL in it")
    .description(
      "Lays out YAML and the SQL in it. Comments, quotes and blocks stay; what a file says is compared before and after, and a file " +
        "that would say something else, or can't be read, stays as it is.",
    )
    .argument("[path...]", "files or folders (default: the whole project)")
    .addOption(new Option("--check", "write nothing; exit code 1 when a file would change"))
    .addOption(format("text", "json"))
    .action(async (paths: string[], _, command: Command) => {
      const { formatFiles } = await import("./format.ts");
      exitWith(await formatFiles(paths, command.optsWithGlobals(), terminal));
    });
}

function addCompile(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("compile")
    .summary("show the SQL of events or streams")
    .description("Shows the SQL of events; without a name, of every stream of the project.")
    .argument("[event...]", "events by name")
    .addOption(
      new Option(
        "--layout <layout>",
        "how events become tables (default: per_event, or the stream's)",
      ).choices(layoutNames),
    )
    .addOption(
      new Option("--dialect <dialect>", "the SQL to write (default: the connection's)").choices(dialectNames),
    )
    .addOption(new Option("--stream <name>", "a stream of the project"))
    .addOption(since())
    .addOption(until())
    .addOption(now("the warehouse's clock when the SQL runs"))
    .addOption(
      new Option(
        "--script",
        "a script that makes the tables where they aren't there, and brings them up to date where they are",
      ).conflicts(["since", "until", "incremental"]),
    )
    .addOption(
      new Option(
        "--incremental",
        "only the rows that came since the tables were last brought up to date",
      ).conflicts(["since", "until"]),
    )
    .addOption(new Option("--out <dir>", "write one file for each table into this folder"))
    .addOption(format("text", "json"))
    .action(async (names: string[], _, command: Command) => {
      const { compile } = await import("./compile.ts");
      exitWith(await compile(names, command.optsWithGlobals(), terminal));
    });
}

function addPreview(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("preview")
    .summary("run an event's SQL and show rows")
    .description("Runs the SQL of an event, or of a stream, read-only and with a limit, and shows the rows.")
    .argument("[event]", "an event by name")
    .addOption(new Option("--limit <rows>", "rows at most").argParser(wholeNumber(1, 1_000_000)).default(20))
    .addOption(
      new Option(
        "--since <moment>",
        "only events from then on: 2025-01-31 (in the event's time zone), yesterday, 7d, '3 months'",
      ),
    )
    .addOption(until())
    .addOption(now())
    .addOption(new Option("--stream <name>", "a stream of the project instead of an event"))
    .addOption(timeout(60))
    .addOption(
      new Option(
        "--zone <zone>",
        "moments by the clocks of a time zone: project, event, or a name (default: UTC)",
      ),
    )
    .addOption(
      new Option(
        "--why",
        "count where rows went: what each step keeps, drops and doubles (unasked where it costs nothing)",
      ),
    )
    .addOption(new Option("--all-columns", "also the columns that only machines read, such as event_id"))
    .addOption(new Option("--yes", "run it although it would read more than the connection's max_bytes"))
    .addOption(format("text", "json"))
    .action(async (name: string | undefined, _, command: Command) => {
      const { preview } = await import("./preview.ts");
      exitWith(await preview(name, command.optsWithGlobals(), terminal));
    });
}

function addProfile(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("profile")
    .summary("tell what an event's rows are like")
    .description("Tells when events happen, what each column holds, which rows are not events, and why.")
    .argument("<event>", "an event by name")
    .addOption(since())
    .addOption(until())
    .addOption(now())
    .addOption(timeout(300))
    .addOption(confirmed())
    .addOption(format("text", "json"))
    .action(async (name: string, _, command: Command) => {
      const { profile } = await import("./profile.ts");
      exitWith(await profile(name, command.optsWithGlobals(), terminal));
    });
}

function addTest(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("test")
    .summary("prove events: tests, examples, reconciliations, tracked twins")
    .description(
      "Proves events: what is checked of each without being asked, and the tests, examples, reconciliations and tracked twins that " +
        "specs declare. A check that can't be run is an error, never passed or failed.",
    )
    .argument("[event...]", "events by name (default: all of the project)")
    .addOption(new Option("--only <part...>", "only these").choices(parts))
    .addOption(new Option("--owner <team...>", "only events of these teams"))
    .addOption(new Option("--tag <tag...>", "only events with one of these tags"))
    .addOption(
      new Option(
        "--changed-since <commit>",
        "only events that differ from what they were in a commit of git",
      ),
    )
    .addOption(since(" (default: test.since of the project)"))
    .addOption(until())
    .addOption(now("test.now of the project, else the clock"))
    .addOption(timeout(300))
    .addOption(
      new Option("--jobs <number>", "queries at once (default: as many as the engine bears)").argParser(
        wholeNumber(1, 32),
      ),
    )
    .addOption(confirmed())
    .addOption(new Option("--update", "write what comes out now into the `expect` of examples that fail"))
    .addOption(
      new Option(
        "--example-from <id>",
        "run nothing else, and write an example of one event out of its source rows: an event_id, or newest",
      ).conflicts(["update", "only", "owner", "tag", "changedSince", "since", "until", "now"]),
    )
    .addOption(new Option("-v, --verbose", "also show what passed (text)"))
    .addOption(new Option("--sql", "show the SQL that finds what failed (text)"))
    .addOption(format(...testFormats))
    .action(async (names: string[], _, command: Command) => {
      const options = command.optsWithGlobals<TestOptions>();
      const { exampleFrom: id } = options;
      if (id === undefined) {
        const { test } = await import("./test.ts");
        exitWith(await test(names, options, terminal));
      } else {
        const { exampleFrom } = await import("./exampleFrom.ts");
        exitWith(await exampleFrom(names, { ...options, id }, terminal));
      }
    });
}

function addCatalog(program: Command, { terminal, exitWith }: Wiring): void {
  const catalog = program.command("catalog").summary("keep the warehouse's tables and columns in a file");
  catalog.description(
    "Keeps tables and columns in eventspec.catalog.json, so that checks know them without a connection.",
  );
  catalog
    .command("refresh")
    .description(
      "Reads tables and columns, and names of events that come from data, from the warehouse into eventspec.catalog.json.",
    )
    .addOption(format("text", "json"))
    .action(async (_, command: Command) => {
      const { refreshCatalog } = await import("./catalog.ts");
      exitWith(await refreshCatalog(command.optsWithGlobals(), terminal));
    });
  catalog
    .command("check")
    .description(
      "Shows where the warehouse has drifted from eventspec.catalog.json; exit code 1 when it has.",
    )
    .addOption(format("text", "json"))
    .action(async (_, command: Command) => {
      const { checkCatalog } = await import("./catalog.ts");
      exitWith(await checkCatalog(command.optsWithGlobals(), terminal));
    });
}

function addRules(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("rules")
    .summary("list the rules, or explain one")
    .description(
      "Lists the rules that `check` applies, or prints the page of one: why, examples, options, the fix.",
    )
    .addArgument(new Argument("[name]", "a rule's name, as findings show it"))
    .addOption(format("text", "json"))
    .addOption(
      new Option(
        "--print-ignores",
        "print overrides that switch off what is found now, to paste into eventspec.yml",
      ),
    )
    .action(async (name: string | undefined, _, command: Command) => {
      const { rules } = await import("./rules.ts");
      exitWith(await rules(name, command.optsWithGlobals(), terminal));
    });
}
