import { type Command, Option } from "commander";
import { reviewFormats } from "../reports/review/formats.ts";
import { confirmed, format, now, since, timeout } from "./options.ts";
import type { Wiring } from "./wiring.ts";

export function addDiff(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("diff")
    .summary("tell what a change means: what changed in events since a commit")
    .description(
      "Compares events, not texts, with those of a commit of git, and tells what each change means for the data: breaking, meaning, additive or " +
        "documentation. SQL that is written otherwise is compared by its tokens, its tree, and on the embedded engine.",
    )
    .addOption(new Option("--base <commit>", "the commit to compare with").makeOptionMandatory())
    .addOption(new Option("--head <commit>", "the other side (default: the working tree, staged or not)"))
    .addOption(
      new Option("--fail-on <severity>", "the least severity that gives exit code 1")
        .choices(["error", "warning", "info", "never"])
        .default("error"),
    )
    .addOption(
      new Option(
        "--accept",
        "let pass what is found, in eventspec.accepted.yml, with a reason and a last day",
      ).conflicts("head"),
    )
    .addOption(new Option("--reason <text>", "why it is accepted"))
    .addOption(new Option("--by <name>", "who accepts it (default: user.name of git)"))
    .addOption(
      new Option(
        "--rows",
        "run both versions of what changed, and count rows gained, lost and changed",
      ).conflicts("accept"),
    )
    .addOption(since(", with --rows (default: test.since of the project)"))
    .addOption(
      new Option(
        "--until <moment>",
        "with --rows only events before then; with --accept the last day on which it holds, as 2026-12-31",
      ),
    )
    .addOption(now("test.now of the project, else the clock"))
    .addOption(timeout(300))
    .addOption(confirmed())
    .addOption(format(...reviewFormats))
    .action(async (_, command: Command) => {
      const { diff } = await import("./diff.ts");
      exitWith(await diff(command.optsWithGlobals(), terminal));
    });
}

export function addCodeowners(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("codeowners")
    .summary("write who reviews which specs into CODEOWNERS")
    .description(
      "Writes the teams that own events, by their `email`, as reviewers of the files into the repository's CODEOWNERS, between two marks; the rest of the " +
        "file stays.",
    )
    .addOption(new Option("--check", "write nothing; exit code 1 where the file is not as the specs say"))
    .addOption(new Option("--out <file>", "the file (default: where GitHub or GitLab look for it)"))
    .action(async (_, command: Command) => {
      const { codeowners } = await import("./codeowners.ts");
      exitWith(await codeowners(command.optsWithGlobals(), terminal));
    });
}
