import assert from "node:assert/strict";
import { projectOf } from "../support/memoryProject.ts";

const deep = 4000;
const values: Readonly<Record<string, string>> = {
  lists: `${"[".repeat(deep)}${"]".repeat(deep)}`,
  maps: `${"{a: ".repeat(deep)}1${"}".repeat(deep)}`,
  "lists that are never closed": "[".repeat(deep),
  "maps that are never closed": "{a: ".repeat(deep),
  items: `${"- ".repeat(deep)}a`,
  "long keys": `${"? ".repeat(deep)}a`,
  anchors: `${"&a [".repeat(deep)}${"]".repeat(deep)}`,
  tags: `${"!a ".repeat(deep)}b`,
  blocks: `\n${Array.from({ length: 1000 }, (_, level) => `${" ".repeat(level + 6)}a:`).join("\n")}`,
};

describe("YAML that is nested too deep", () => {
  for (const [kind, value] of Object.entries(values)) {
    for (const place of ["at: ", "unheard_of: "]) {
      it(`is a finding, takes nothing else with it, and little time: ${kind} behind ${place}`, async () => {
        const started = performance.now();
        const { specs, events } = await projectOf({
          "eventspec.yml": "eventspec: 1\nname: p\n",
          "a.events.yml": `from: o\nkey: o.id\nevents:\n  first_paid:\n    ${place}${value}\n---\nfrom: o\nkey: o.id\nevents:\n  second_paid: {at: o.at}\n`,
          "b.events.yml": "from: o\nkey: o.id\nevents:\n  third_paid: {at: o.at}\n",
        });
        assert.ok(performance.now() - started < 5000);
        const names = events.map(({ name }) => name);
        assert.ok(names.includes("second_paid") && names.includes("third_paid"));
        const findings = specs.flatMap((spec) => spec.findings);
        assert.ok(findings.some(({ rule, file }) => rule === "yaml-syntax" && file === "a.events.yml"));
        assert.deepEqual([...new Set(findings.map(({ file }) => file))], ["a.events.yml"]);
        assert.ok(findings.every(({ message }) => message.length < 300));
      });
    }
  }
});
