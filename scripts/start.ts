/** Tells the product's story in the terminal, on the example shop: check, the SQL of an event, and its rows. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const color = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text: string): string => (color ? `\u001B[1m${text}\u001B[0m` : text);
const dim = (text: string): string => (color ? `\u001B[2m${text}\u001B[0m` : text);

interface Step {
  readonly title: string;
  readonly args: readonly string[];
  /** The exit code where all is as it should be: 0 unless the example has something to be found. */
  readonly code?: number;
}

const steps: readonly Step[] = [
  { title: "Is anything wrong with the events of examples/shop?", args: ["check"] },
  { title: "What does an event mean in SQL?", args: ["compile", "order_cancelled"] },
  { title: "Which rows does it have?", args: ["preview", "order_cancelled", "--limit", "5"] },
  {
    title: "Another source, the same shape: tickets that came back.",
    args: ["preview", "ticket_reopened", "--limit", "5"],
  },
  {
    title: "And all of it in one stream.",
    args: ["preview", "--stream", "customer_events", "--since", "2025-06-30", "--limit", "10"],
  },
  {
    title: "Does the front end track what the database knows?",
    args: ["test", "order_placed", "--only", "tracked_as", "reconcile", "--verbose"],
  },
  {
    title: "Do the numbers agree? One carrier wrote a day and a month the wrong way round.",
    args: ["test"],
    code: 1,
  },
];

for (const [i, { title, args, code = 0 }] of steps.entries()) {
  console.log(`\n${bold(`${i + 1}. ${title}`)}`);
  console.log(dim(`   $ eventspec ${args.map(quoted).join(" ")}\n`));
  const { status, error } = spawnSync(
    process.execPath,
    ["dist/cli.js", ...args, "--project", "examples/shop"],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  if (error) throw error;
  if (status !== code) process.exit(status || 1);
}

console.log(
  dim(
    "\nNext: change something in examples/shop/events and run it again, or open the folder with `npm run vscode`.",
  ),
);

function quoted(arg: string): string {
  return /^[\w./-]+$/.test(arg) ? arg : `'${arg}'`;
}
