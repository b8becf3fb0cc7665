import assert from "node:assert/strict";
import { createSecrets } from "../../server/src/project/secrets.ts";

const redacted = (values: readonly string[], text: string): string => {
  const secrets = createSecrets();
  for (const value of values) secrets.add(value);
  return secrets.redact(text);
};

describe("secrets in messages", () => {
  const secret = "s3cr'et/p@ss word";
  const forms: Readonly<Record<string, string>> = {
    "as it is": secret,
    "in another case": secret.toUpperCase(),
    "in an address": encodeURIComponent(secret),
    "in a form": encodeURIComponent(secret).replaceAll("%20", "+"),
    "in JSON": JSON.stringify({ password: secret }),
    "in SQL": `'${secret.replaceAll("'", "''")}'`,
    "in a header": `Basic ${Buffer.from(secret).toString("base64")}`,
    "cut by the engine": secret.slice(0, 13),
  };
  for (const [how, form] of Object.entries(forms))
    it(`are taken out ${how}`, () => {
      const shown = redacted([secret], `He said: ${form} …`);
      assert.match(shown, /^He said: .*\*\*\*/);
      assert.doesNotMatch(shown, /s3cr|c3Nj|p@ss|p%40ss/i);
    });

  it("are the parts of an address, and the lines of a key", () => {
    const text = "no host db.acme.example, no user reader, no password hunter2, no key MIIEvQIBADAN";
    const values = ["postgres://reader:hunter2@db.acme.example/shop", "-----BEGIN KEY-----\nMIIEvQIBADAN\n"];
    assert.equal(redacted(values, text), "no host ***, no user ***, no password ***, no key ***");
  });

  it("are whole words while they are short, so that texts stay readable", () => {
    assert.equal(
      redacted(["shop"], "shop, the shops and workshop_1 of shop.orders"),
      "***, the shops and workshop_1 of ***.orders",
    );
    assert.equal(redacted(["a", "ab"], "a cab"), "a cab");
  });

  it("may hold what regular expressions obey", () => {
    assert.equal(redacted(["(.*)+[$^|x-z]\\\\"], "a (.*)+[$^|x-z]\\\\ b"), "a *** b");
  });
});
