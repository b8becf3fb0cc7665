/** A secret in every setting of every connection, from wherever it may come: no output of any command holds it. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connectionKinds } from "../../server/src/warehouse/open.ts";
import type { ConnectionKind, SettingDeclaration } from "../../server/src/warehouse/types.ts";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import type { Attempt, HostileSuite } from "../support/hostile.ts";
import { type Plant, plants } from "./secrets/plants.ts";

/** No word of its own, so that nothing but the plant can have said it. */
const secret = `TOPSECRET${randomBytes(4).toString("hex")}`;

export const suite: HostileSuite = {
  title: "Secrets in settings of connections",
  async *attempts({ size }) {
    const server = await echo();
    try {
      for (const kind of connectionKinds)
        for (const setting of kind.settings)
          for (const plant of plants)
            if (plant.fits(kind, setting))
              yield* tryAll(plant, { kind, setting, port: portOf(server) }, size);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  },
};

interface Place {
  readonly kind: ConnectionKind;
  readonly setting: SettingDeclaration;
  readonly port: number;
}

const commands = {
  small: [["preview", "order_placed"]],
  full: [
    ["preview", "order_placed"],
    ["preview", "order_placed", "--format", "json"],
    ["compile"],
    ["catalog", "refresh", "--connection", "dev"],
    ...["text", "json", "sarif", "github", "gitlab", "junit", "markdown"].map((format) => [
      ...["check", "--connection", "dev", "--format", format],
    ]),
    ["check"],
  ],
};

async function* tryAll(
  plant: Plant,
  { kind, setting, port }: Place,
  size: "small" | "full",
): AsyncGenerator<Attempt> {
  const { files, env } = plant.files({ kind, setting, port, secret });
  const spec = "from: t\nkey: id\nevents:\n  order_placed: {at: t.x, where: t.nope = 1}\n";
  const folder = await temporaryFolder({ "a.events.yml": spec, ...files });
  try {
    for (const command of commands[size]) {
      const { stdout, stderr } = await runHere([...command, "--quiet"], { cwd: folder.path, env });
      const said = `${stdout}\n${stderr}`;
      const line = said.split("\n").find(holdsSecret);
      yield {
        group: plant.title,
        tried: `${kind.type}.${setting.name}: ${command.join(" ")}`,
        ended: /error/i.test(said) ? "an error without it" : "nothing said of it",
        ...(line !== undefined && { gotThrough: line.slice(0, 300) }),
      };
    }
  } finally {
    await folder.remove();
  }
}

function holdsSecret(line: string): boolean {
  const encoded = Buffer.from(secret).toString("base64").replace(/=+$/, "").slice(0, -1);
  return line.toLowerCase().includes(secret.toLowerCase().slice(0, 14)) || line.includes(encoded);
}

/** A server that says back whatever it was asked, as error pages of proxies do. */
async function echo(): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const asked = JSON.stringify([request.url, request.headers, Buffer.concat(parts).toString("utf8")]);
      response.writeHead(403, { "content-type": "text/plain" }).end(`You asked ${asked}`);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
