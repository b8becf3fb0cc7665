/** The rival: yaml-language-server with the same schema, as a library in this process. Installed on first use into .cache/. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const version = "1.20.0";

interface Diagnostic {
  readonly message: string;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

interface LanguageService {
  configure(settings: object): void;
  doValidation(document: unknown, isKubernetes: boolean): Promise<readonly Diagnostic[]>;
  doComplete(
    document: unknown,
    position: Position,
    isKubernetes: boolean,
  ): Promise<{ items: readonly unknown[] }>;
}

interface RivalModule {
  getLanguageService(parameters: object): LanguageService;
  TextDocument: { create(uri: string, language: string, version: number, text: string): unknown };
}

export interface Rival {
  readonly name: string;
  validate(text: string, revision: number): Promise<readonly Diagnostic[]>;
  complete(text: string, revision: number, position: Position): Promise<readonly unknown[]>;
}

/** Loads the rival with the event-spec schema. `root` is the repository's folder. */
export async function yamlLanguageServer(root: string): Promise<Rival> {
  const folder = join(root, ".cache", "bench");
  await install(folder);
  const module: RivalModule = createRequire(join(folder, "x.js"))("yaml-language-server");
  const service = module.getLanguageService({
    schemaRequestService: async () => "",
    workspaceContext: { resolveRelativePath: (path: string) => path },
    telemetry: { send() {}, sendError() {}, sendTrack() {} },
    clientCapabilities: {},
  });
  const schema: unknown = JSON.parse(await readFile(join(root, "schemas", "event-spec.schema.json"), "utf8"));
  service.configure({
    validate: true,
    completion: true,
    hover: true,
    schemas: [{ uri: "inmemory://event-spec.schema.json", fileMatch: ["*.events.yml"], schema }],
  });
  const documentOf = (text: string, revision: number) =>
    module.TextDocument.create("file:///bench/a.events.yml", "yaml", revision, text);
  return {
    name: `yaml-language-server ${version}`,
    validate: (text, revision) => service.doValidation(documentOf(text, revision), false),
    complete: async (text, revision, position) =>
      (await service.doComplete(documentOf(text, revision), position, false)).items,
  };
}

async function install(folder: string): Promise<void> {
  const installed = join(folder, "node_modules", "yaml-language-server", "package.json");
  if (existsSync(installed) && JSON.parse(await readFile(installed, "utf8")).version === version) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"private": true}\n');
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const result = spawnSync(
    npm,
    ["install", "--no-audit", "--no-fund", "--ignore-scripts", `yaml-language-server@${version}`],
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    },
  );
  if (result.status !== 0) throw new Error(`yaml-language-server ${version} could not be installed`);
}
