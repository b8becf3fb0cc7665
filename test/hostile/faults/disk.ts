/** A disk that is full, or that may only be read, below what a command writes. */
import { spawn } from "node:child_process";
import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { outcomeOf, program } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/connections.ts";
import type { Attempt } from "../../support/hostile.ts";
import { smallProject } from "./bombs.ts";

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

const command = [process.execPath, ...program("cli.js", "commandLine.ts")].map(quoted).join(" ");
const group = "disk";

export async function* disk(): AsyncGenerator<Attempt> {
  const folder = await temporaryFolder(smallProject);
  try {
    for (const args of ["check", "preview order_placed --format json", "compile", "rules"])
      yield told(
        `${args}, its output on a full disk`,
        await shell(`${command} ${args} > /dev/full`, folder.path),
      );
    yield* fullDisk(folder.path);
    yield* readOnly(folder.path);
  } finally {
    await folder.remove();
  }
}

/** A disk of 16 kB that only this command sees. Where nothing can be mounted, that is said. */
async function* fullDisk(project: string): AsyncGenerator<Attempt> {
  const unshare = process.getuid?.() === 0 ? "unshare --mount" : "unshare --map-root-user --mount";
  const possible = await shell(`${unshare} true`, project);
  if (possible.code !== 0) return yield { group, tried: "a full disk", ended: "not possible here: no mount" };
  const copied = `mkdir disk; mount -t tmpfs -o size=24k none disk; cp *.yml *.csv disk; cd disk; echo '{"version": 1, "tables": []}' > eventspec.catalog.json; head -c 100000 /dev/zero > filler 2> /dev/null`;
  for (const args of ["compile --out out", "catalog refresh"]) {
    const kept = `cmp -s eventspec.catalog.json <(echo '{"version": 1, "tables": []}') && test -z "$(ls *.tmp 2> /dev/null)" && exit $code; exit 9`;
    const script = `${copied}; ${command} ${args}; code=$?; ${kept}`;
    yield told(`${args} on a full disk`, await shell(`${unshare} bash -c ${quoted(script)}`, project));
  }
}

/** As a user who may not write there. */
async function* readOnly(project: string): AsyncGenerator<Attempt> {
  await chmod(project, 0o555);
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  for (const args of ["compile --out out", "catalog refresh"])
    yield told(`${args} in a folder that can only be read`, await shell(`${command} ${args}`, project, user));
  const { code, stderr } = await shell(`${command} preview order_placed`, project, user);
  yield {
    ...{ group, tried: "preview in a folder that can only be read", ended: "rows" },
    ...(code !== 0 && { gotThrough: `It ended with ${code}: ${stderr}` }),
  };
  await chmod(project, 0o755);
  const left = await readFile(join(project, "eventspec.catalog.json"), "utf8").catch(() => undefined);
  if (left !== undefined) yield { group, tried: "what is left", ended: "", gotThrough: left };
}

/** The command has to say what is wrong, and that it is no fault of its own. */
function told(tried: string, { code, stderr }: Ended): Attempt {
  const isTold =
    code === 2 && /^error: .* can't be written: /m.test(stderr) && !/fault of eventspec/.test(stderr);
  return {
    ...{ group, tried, ended: "told with the reason" },
    ...(!isTold && { gotThrough: `It ended with ${code}: ${stderr}` }),
  };
}

function shell(script: string, cwd: string, user: { readonly uid?: number; readonly gid?: number } = {}) {
  return outcomeOf(spawn("bash", ["-c", script], { cwd, ...user }));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
