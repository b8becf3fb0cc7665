import assert from "node:assert/strict";
import { chmod, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readRecord, writeRecord } from "../../../server/src/warehouse/kept/record.ts";
import { createStore } from "../../../server/src/warehouse/kept/store.ts";
import { temporaryFolder } from "../../support/connections.ts";

/** Windows has no such modes. */
const hasModes = process.getuid !== undefined;

describe("the store of kept answers", () => {
  let folder: string;
  let remove: () => Promise<void>;
  const notes: string[] = [];
  const storeIn = (limits?: { bytes: number; files: number }) =>
    createStore(folder, (note) => notes.push(note), limits);
  beforeEach(async () => {
    const made = await temporaryFolder();
    folder = join(made.path, "eventspec", "answers");
    remove = made.remove;
    notes.length = 0;
  });
  afterEach(() => remove());

  it("gives back what was written, from files for this user alone", async () => {
    await storeIn().write("one", "text");
    assert.equal(await storeIn().read("one"), "text");
    assert.equal(await storeIn().read("other"), undefined);
    if (hasModes) {
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      assert.equal((await stat(join(folder, "one"))).mode & 0o777, 0o600);
    }
    assert.deepEqual(notes, []);
  });

  it("reads nothing that others can write or that is a link, and says so", async () => {
    if (hasModes) {
      await storeIn().write("one", "text");
      await chmod(join(folder, "one"), 0o666);
      assert.equal(await storeIn().read("one"), undefined);
      await symlink(join(folder, "one"), join(folder, "link"));
      assert.equal(await storeIn().read("link"), undefined);
      await chmod(folder, 0o777);
      await storeIn().write("two", "text");
      assert.deepEqual((await readdir(folder)).sort(), ["link", "one"]);
      assert.equal(notes.length, 3);
    }
  });

  it("is none where the folder can't be made, and says so", async () => {
    await mkdir(join(folder, "..", ".."), { recursive: true });
    await writeFile(join(folder, ".."), "a file");
    await storeIn().write("one", "text");
    assert.equal(await storeIn().read("one"), undefined);
    assert.match(notes.join("\n"), /are not used: /);
  });

  it("lets go of what was not used for longest, and of what a writer left behind", async () => {
    const store = storeIn({ bytes: 40, files: 3 });
    const aged = async (name: string, hours: number): Promise<void> => {
      const time = new Date(Date.now() - hours * 3_600_000);
      await utimes(join(folder, name), time, time);
    };
    await store.write("left.unfinished", "?");
    await aged("left.unfinished", 2);
    for (const [name, hours] of [
      ["old", 9],
      ["used", 100],
      ["new", 1],
    ] as const) {
      await store.write(name, "ten bytes!");
      await aged(name, hours);
    }
    assert.equal(await store.read("used"), "ten bytes!");
    await store.write("newest", "ten bytes!");
    assert.deepEqual((await readdir(folder)).sort(), ["new", "newest", "used"]);
    await store.write("large", "x".repeat(35));
    assert.deepEqual(await readdir(folder), ["large"]);
  });

  it("holds whole files only, however many write at once", async () => {
    const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(50_000));
    const seen = new Set<string | undefined>();
    await Promise.all(
      texts.map(async (text) => {
        await storeIn().write("one", text);
        seen.add(await storeIn().read("one"));
      }),
    );
    for (const text of seen) assert.ok(text !== undefined && texts.includes(text));
    assert.deepEqual(await readdir(folder), ["one"]);
  });

  it("takes no record that is not whole", async () => {
    const text = writeRecord(new Map([["question", { ok: true }]]));
    assert.deepEqual(readRecord(text), new Map([["question", { ok: true }]]));
    for (let end = 0; end < text.length; end++) assert.equal(readRecord(text.slice(0, end)), undefined);
    assert.equal(readRecord(text.replace("true", "null")), undefined);
    assert.equal(await readFile(new URL(import.meta.url), "utf8").then(readRecord), undefined);
  });

  it("keeps what was used last where there is no room for all", () => {
    const large = "x".repeat(3_000_000);
    const kept = readRecord(
      writeRecord(
        new Map([
          ["a", large],
          ["b", large],
          ["c", large],
        ]),
      ),
    );
    assert.deepEqual([...(kept?.keys() ?? [])], ["b", "c"]);
  });
});
