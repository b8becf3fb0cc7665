import assert from "node:assert/strict";
import { allRules } from "../../server/src/rules/allRules.ts";
import { runHere } from "../support/cli.ts";

describe("eventspec", () => {
  it("prints its help when asked nothing, and names every command", async () => {
    const { code, stdout } = await runHere([]);
    assert.equal(code, 0);
    for (const command of ["check", "compile", "preview", "catalog", "rules", "lsp"]) {
      assert.match(stdout, new RegExp(`^  ${command} `, "m"));
    }
    assert.match(stdout, /Exit codes: 0 .* 130/s);
  });

  it("prints its version", async () => {
    assert.deepEqual(await runHere(["--version"]), { code: 0, stdout: "0.0.0\n", stderr: "" });
  });

  it("prints the help of a command, with the options that all commands have", async () => {
    const { code, stdout } = await runHere(["preview", "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /--limit <rows>/);
    assert.match(stdout, /--project <file\|dir>/);
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [["chek"], /unknown command 'chek'\n\(Did you mean check\?\)/],
    [["check", "--formt", "json"], /unknown option '--formt'\n\(Did you mean --format\?\)/],
    [["check", "--format", "yaml"], /Allowed choices are text, json/],
    [["check", "--fail-on", "bad"], /Allowed choices are error, warning, info, never/],
    [["preview", "x", "--limit", "0"], /a whole number from 1 to/],
    [["preview", "x", "--limit", "ten"], /a whole number from 1 to/],
    [["lsp"], /required option '--stdio' not specified/],
    [["catalog"], /refresh/],
    [["rules", "unknwn-column"], /no rule "unknwn-column".*\nDid you mean unknown-column\?/],
  ];
  for (const [args, message] of wrong) {
    it(`answers \`${args.join(" ")}\` with exit code 2 and a remedy`, async () => {
      const { code, stdout, stderr } = await runHere(args);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, message);
    });
  }

  it("runs the language server for `lsp --stdio`, whatever else an editor adds", async () => {
    const { code, stderr } = await runHere(["lsp", "--stdio", "--clientProcessId=1"]);
    assert.equal(code, 0);
    assert.equal(stderr, "language server\n");
  });
});

describe("eventspec rules", () => {
  it("lists every rule", async () => {
    const { code, stdout } = await runHere(["rules"]);
    assert.equal(code, 0);
    for (const { name } of allRules) assert.match(stdout, new RegExp(`^  ${name} `, "m"));
  });

  it("lists them for programs", async () => {
    const { stdout } = await runHere(["rules", "--format", "json"]);
    const { version, rules } = JSON.parse(stdout) as {
      version: number;
      rules: { name: string; severity: string }[];
    };
    assert.equal(version, 1);
    assert.deepEqual(
      rules.map(({ name }) => name),
      allRules.map(({ name }) => name),
    );
    assert.ok(rules.every(({ severity }) => ["error", "warning", "info"].includes(severity)));
  });

  it("prints the page of one: as it is for a file, styled for a person", async () => {
    const plain = await runHere(["rules", "future-time"]);
    assert.match(plain.stdout, /^# future-time\n/);
    const styled = await runHere(["rules", "future-time"], { columns: 80, color: true });
    assert.ok(styled.stdout.startsWith("\u001B[1mfuture-time\u001B[0m\n"));
    assert.doesNotMatch(styled.stdout, /```/);
  });
});
