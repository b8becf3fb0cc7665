/** Settings of rules that a project shares with others: files of its own, and files of npm packages. */
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { didYouMean } from "../document/didYouMean.ts";
import { readDocument } from "../document/readDocument.ts";
import type { Finding, Located, TextDocument, YamlMap, YamlNode } from "../document/types.ts";
import { checkSchema } from "../spec/checkSchema.ts";
import { mapOf } from "../spec/nodes.ts";
import { type Policy, type ProjectFile, presetNames } from "../spec/projectTypes.ts";
import { rulesOf } from "../spec/readRules.ts";
import { isSkipped } from "./nodeFileSystem.ts";
import { repositoryOf } from "./ownFiles.ts";
import { findingAt } from "./reference.ts";
import type { FileSystem } from "./types.ts";

export interface ReadPolicies extends Pick<ProjectFile, "policies" | "policyFindings"> {
  /** Those that are files of the project; nobody edits what lies in a package. */
  readonly documents: readonly TextDocument[];
}

/** One may extend another; nobody has so many. */
const mostPolicies = 20;
/** The file of a package that is meant when none is named. */
const mainFile = "policy.yml";

/** Where a policy is named, and what may be read for it. */
interface Place {
  readonly named: Located<string>;
  /** Where findings about it stand: a file of the project. */
  readonly shown: { readonly file: string; readonly at: Located<string> };
  /** Absolute: the folder that paths start from. */
  readonly folder: string;
  /** The folder that paths must stay in: the project's, or the package's. */
  readonly home: string;
}

/**
 * Reads the policies that a project file's `rules.extends` leads to. Paths stay in the project, or in the package that names them; packages are
 * looked for in `node_modules` from the project's folder up to the repository's. Never fails: what can't be read is a finding where it is named.
 */
export async function readPolicies(
  files: FileSystem,
  root: string,
  { file, rules }: Pick<ProjectFile, "file" | "rules">,
): Promise<ReadPolicies> {
  const read = { policies: [] as Policy[], policyFindings: [] as Finding[], documents: [] as TextDocument[] };
  const seen = new Set<string>();
  let place = rules.extends && placeIn(rules.extends, { file, folder: root, home: root });
  while (place && !isPreset(place.named.value)) {
    const found = await find(files, root, place);
    if ("why" in found) {
      read.policyFindings.push(refused(place, found.why, found.hint));
      break;
    }
    if (seen.has(found.path) || seen.size === mostPolicies) {
      const why = seen.has(found.path)
        ? "leads back to itself"
        : `is one of more than ${mostPolicies} in a row`;
      read.policyFindings.push(refused(place, why, "Let the last one extend a preset."));
      break;
    }
    seen.add(found.path);
    const own = relative(root, found.path).split(sep).join("/");
    const document = readDocument(own, found.text);
    const { policy, findings } = policyOf(document);
    const isOwn = !own.startsWith("../") && !isSkipped(own);
    if (isOwn) read.documents.push(document);
    read.policies.push(policy);
    read.policyFindings.push(...(isOwn ? findings : findings.slice(0, 1).map(inPackage(place, document))));
    const next: Located<string> | undefined = policy.rules.extends;
    place = next && {
      ...placeIn(next, { file: own, folder: dirname(found.path), home: found.home }),
      ...(!isOwn && { shown: place.shown }),
    };
  }
  return read;
}

function placeIn(
  named: Located<string>,
  { file, folder, home }: { readonly file: string; readonly folder: string; readonly home: string },
): Place {
  return { named, shown: { file, at: named }, folder, home };
}

/** The policy that a text is, and what is wrong with it. */
export function policyOf(document: TextDocument): { policy: Policy; findings: readonly Finding[] } {
  const root = document.documents[0]?.root;
  const findings = [...document.findings, ...(root ? schemaFindings(document, root) : [])];
  return { policy: { file: document.file, rules: rulesOf(mapOf(root)) }, findings };
}

/** A policy is what a project file has below `rules`, so it is checked as that. */
function schemaFindings(document: TextDocument, root: YamlNode): Finding[] {
  const { span } = root;
  const start = { start: span.start, end: span.start };
  const key = { kind: "scalar", span: start, style: "plain", text: "rules", value: "rules" } as const;
  const whole: YamlMap = { kind: "map", span, flow: false, pairs: [{ key, value: root, span }] };
  return checkSchema(document, whole, "project").filter(({ rule }) => rule !== "missing-key");
}

function isPreset(text: string): boolean {
  return presetNames.some((name) => name === text);
}

/** A policy's text and place, or why it is not read, as the end of a sentence about it. */
type Found =
  | { readonly path: string; readonly text: string; readonly home: string }
  | { readonly why: string; readonly hint: string };

function find(files: FileSystem, root: string, place: Place): Promise<Found> {
  const { value } = place.named;
  const isPath = /^\.{0,2}\//.test(value) || isAbsolute(value) || /^[^/@]+\.ya?ml$/.test(value);
  return isPath ? ownFile(files, place) : packageFile(files, root, value);
}

async function ownFile(files: FileSystem, { named, folder, home }: Place): Promise<Found> {
  const path = resolve(folder, named.value);
  const hint =
    "Name a file by its path from this one, such as ./policy.yml, or a preset: minimal, recommended, strict.";
  if (path !== home && !path.startsWith(home + sep)) return { why: "lies outside of its folder", hint };
  let why = "is not there";
  const limits = { within: [home], unread: (reason: string) => (why = reason) };
  const text = await files.readText(path, limits);
  return text === undefined ? { why, hint } : { path, text, home };
}

const packageName = /^((?:@[\w.~-]+\/)?[\w~-][\w.~-]*)(?:\/(.+))?$/;

async function packageFile(files: FileSystem, root: string, named: string): Promise<Found> {
  const [, name, file = mainFile] = packageName.exec(named) ?? [];
  const hint =
    "Name a preset (minimal, recommended, strict), a file (./policy.yml), or a package that is installed.";
  const preset = didYouMean(named, presetNames);
  if (preset !== undefined) return { why: "is no preset", hint: `Did you mean "${preset}"?` };
  if (name === undefined) return { why: "is neither a preset nor a file nor a package", hint };
  const repository = await repositoryOf(root);
  let why = `is in no node_modules from the project's folder upward`;
  for (let at = root; ; at = dirname(at)) {
    const home = join(at, "node_modules", name);
    const path = resolve(home, file);
    if (!path.startsWith(home + sep)) return { why: "lies outside of its package", hint };
    // A package of the same repository is a link to where it is written.
    const limits = {
      within: [join(at, "node_modules"), repository],
      unread: (reason: string) => (why = reason),
    };
    const text = await files.readText(path, limits);
    if (text !== undefined) return { path, text, home };
    if (at === repository || dirname(at) === at) return { why, hint };
  }
}

function refused({ named, shown }: Place, why: string, hint: string): Finding {
  const message = `"${named.value}" ${why}, so the settings that it stands for don't count.`;
  return findingAt(shown.file, "invalid-reference", shown.at.span, message, hint);
}

/** What is wrong in a package is told where the package is named. */
function inPackage({ named, shown }: Place, document: TextDocument): (finding: Finding) => Finding {
  return ({ message, hint, span }) => {
    const line = document.lineStarts.filter((start) => start <= span.start).length;
    const said = `In line ${line} of the policy "${named.value}": ${message}`;
    return findingAt(shown.file, "invalid-reference", shown.at.span, said, hint);
  };
}
